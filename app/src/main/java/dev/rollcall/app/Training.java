package dev.rollcall.app;

import dev.rollcall.app.command.Shell;
import dev.rollcall.app.log.Logging;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.Application;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What the build runs once to make the AOT cache of a package: a server on the sample remote, requests to it, and a roll call of the
 * command line. Java keeps the classes that this loads and links, so all of it happens in one process. It is in this jar because a cache fits
 * only the class path that it was made with.
 */
final class Training {
    private static final List<String> PATHS = List.of(
            "/",
            "/users?ids=1,2,3,7",
            "/users/1",
            "/reconciliations",
            "/docs",
            "/style.css",
            "/openapi.yaml",
            "/api/users",
            "/api/roll-calls?ids=1,2,3,7",
            "/observe/health/live",
            "/observe/health/ready",
            "/observe/metrics");

    private Training() {}

    /** Serves what is in a folder, which is empty at first, and then calls the roll as the command line does. */
    public static void main(String[] args) throws WrongSettings, IOException {
        Logging.configure();
        var settings = Settings.of(Map.of("server.port", "0", "db.url", "jdbc:h2:file:" + args[0] + "/rollcall"));
        try (Application application = Application.open(settings)) {
            for (String path : PATHS) {
                read(application.address().resolve(path));
            }
            Main.run(Shell.ofThisProcess(), "call", "--count", "20");
        }
        System.exit(0);
    }

    /** Reads a response to its end; the build fails if there is none, or another than 2xx. */
    private static void read(URI uri) throws IOException {
        try (InputStream in = uri.toURL().openStream()) {
            in.readAllBytes();
        }
    }
}
