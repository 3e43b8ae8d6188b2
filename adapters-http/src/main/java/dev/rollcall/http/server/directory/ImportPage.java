package dev.rollcall.http.server.directory;

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
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** The page that imports users. */
public final class ImportPage {
    private final UserImports imports;

    /** Creates the page over the imports. */
    public ImportPage(UserImports imports) {
        this.imports = imports;
    }

    /** {@code GET /import}: the form. */
    public Response form(ServerRequest request) {
        Parameters.of(request, Set.of());
        return Response.page(Status.OK_200, page(ImportForm.BLANK, Optional.empty(), Optional.empty()));
    }

    /** {@code POST /import}: creates or replaces the users in the file, and shows the report. Idempotent. */
    public Response post(ServerRequest request) throws IOException {
        Parameters.of(request, Set.of());
        ImportForm form = ImportForm.read(FormBody.parts(request));
        if (form.format().isEmpty() || form.file().isEmpty()) {
            return Response.page(Status.BAD_REQUEST_400, page(form, form.error(), Optional.empty()))
                    .with(Accept.VARY);
        }
        InputStream file = form.file().get();
        Imported imported = imports.run(request, form.format().get(), file, form.mode());
        Status status = imported.report().isRefused() ? ProblemType.IMPORT_REFUSED.status() : Status.OK_200;
        return Response.page(status, page(form, Optional.empty(), Optional.of(imported)));
    }

    private static byte[] page(ImportForm form, Optional<String> error, Optional<Imported> imported) {
        return Html.render((html, none) -> JteimportsGenerated.render(html, none, form, error, imported));
    }
}
