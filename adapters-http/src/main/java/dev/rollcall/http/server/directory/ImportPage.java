package dev.rollcall.http.server.directory;

import dev.rollcall.domain.UserFields;
import dev.rollcall.http.server.directory.UserImports.Imported;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.FormBody;
import dev.rollcall.http.server.web.Html;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Response;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The page that imports users. */
public final class ImportPage {
    private final UserImports imports;
    private final UserFields fields;

    /** Creates the page over the imports, for users with these fields. */
    public ImportPage(UserImports imports, UserFields fields) {
        this.imports = imports;
        this.fields = fields;
    }

    /** {@code GET /import}: the form. */
    public Response form(ServerRequest request) {
        Parameters.of(request, Set.of());
        return Response.page(
                Status.OK_200, page(request, ImportForm.blank(fields), Optional.empty(), Optional.empty()));
    }

    /** {@code POST /import}: creates or changes the users in the file, and shows the report. Idempotent. */
    public Response post(ServerRequest request) throws IOException {
        ImportForm form = read(request);
        if (form.error().isPresent()) {
            return refused(request, form);
        }
        Imported imported = imports.run(
                request,
                form.parameters().reading(form.format().orElseThrow()),
                form.file().orElseThrow(),
                form.parameters().mode());
        Status status = imported.report().isRefused() ? ProblemType.IMPORT_REFUSED.status() : Status.OK_200;
        return Response.page(status, page(request, form, Optional.empty(), Optional.of(imported)));
    }

    /** {@code POST /import/preview}: shows the first rows of the file as an import would read them. Saves nothing. */
    public Response preview(ServerRequest request) throws IOException {
        ImportForm form = read(request);
        if (form.error().isPresent()) {
            return refused(request, form);
        }
        var preview = ImportPreview.of(
                form.parameters().reading(form.format().orElseThrow()),
                form.file().orElseThrow());
        return Response.page(Status.OK_200, page(request, form, Optional.of(preview), Optional.empty()));
    }

    private ImportForm read(ServerRequest request) throws IOException {
        Parameters.of(request, Set.of());
        return ImportForm.read(FormBody.parts(request), fields);
    }

    private static Response refused(ServerRequest request, ImportForm form) {
        return Response.page(Status.BAD_REQUEST_400, page(request, form, Optional.empty(), Optional.empty()))
                .with(Accept.VARY);
    }

    private static byte[] page(
            ServerRequest request, ImportForm form, Optional<ImportPreview> preview, Optional<Imported> imported) {
        String root = Html.root(request);
        return Html.render((html, none) -> JteimportsGenerated.render(html, none, form, preview, imported, root));
    }
}
