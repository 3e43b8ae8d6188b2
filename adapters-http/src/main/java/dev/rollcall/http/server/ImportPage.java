package dev.rollcall.http.server;

import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.http.server.UserImports.Imported;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** The page that imports users. */
final class ImportPage {
    private final UserImports imports;
    private final Actors actors;

    ImportPage(Registrar registrar, Actors actors) {
        this.imports = new UserImports(registrar);
        this.actors = actors;
    }

    /** {@code GET /import}: the form. */
    Response form(ServerRequest request) {
        Parameters.of(request, Set.of());
        return Response.page(Status.OK_200, Templates.imports(ImportForm.BLANK, Optional.empty(), Optional.empty()));
    }

    /** {@code POST /import}: creates or replaces the users of the file, and reports. Repeating it changes nothing more. */
    Response post(ServerRequest request) throws IOException {
        Parameters.of(request, Set.of());
        ImportForm form = ImportForm.read(FormBody.parts(request));
        if (form.format().isEmpty() || form.file().isEmpty()) {
            return Response.page(Status.BAD_REQUEST_400, Templates.imports(form, form.error(), Optional.empty()))
                    .with(Accept.VARY);
        }
        InputStream file = form.file().get();
        Imported imported = imports.run(form.format().get(), file, form.mode(), actors.of(request));
        Status status = imported.report().isRefused() ? ProblemType.IMPORT_REFUSED.status() : Status.OK_200;
        return Response.page(status, Templates.imports(form, Optional.empty(), Optional.of(imported)));
    }
}
