package dev.rollcall.http.client.road;

import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** An Apache that serves users from files. */
final class Apache implements AutoCloseable {
    private final RealServer server;
    private final int port;

    private Apache(RealServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts one in an empty folder.
     *
     * @param directives further directives
     */
    static Apache start(Path folder, int users, String directives) throws Exception {
        Path site = RealServer.site(folder, users);
        Files.writeString(site.resolve("unknown.json"), "{\"error\":\"no such user\"}");
        int port = RealServer.freePort();
        Path configuration = folder.resolve("apache.conf");
        Files.writeString(configuration, configuration(folder, port, directives));
        RealServer server = RealServer.start(
                folder, port, RealServer.APACHE.toString(), "-DFOREGROUND", "-f", configuration.toString());
        return new Apache(server, port);
    }

    private static String configuration(Path folder, int port, String directives) throws IOException {
        return """
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            %1$s
            ServerName localhost
            ServerRoot "%2$s"
            DefaultRuntimeDir "%2$s"
            PidFile "%2$s/apache.pid"
            ErrorLog "%2$s/error.log"
            Listen 127.0.0.1:%3$s
            DocumentRoot "%2$s/site"
            <Directory "%2$s/site">
                Require all granted
                ForceType application/json
            </Directory>
            %4$s
            """.formatted(serves(folder), folder, port, directives);
    }

    /** Returns the user it runs as: it refuses root, so another user must be able to read the site. */
    private static String serves(Path folder) throws IOException {
        if (!RealServer.startAsRoot()) {
            return "";
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return "User www-data\nGroup www-data";
    }

    /** Returns a client of its users. */
    HttpRemoteUsers users(RequestLimits limits) {
        return new HttpRemoteUsers(Upstream.of(new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(port)))
                .with(limits));
    }

    /** Reloads its configuration, by a signal. */
    void signal(String name) throws IOException, InterruptedException {
        server.signal(name);
    }

    @Override
    public void close() {
        server.close();
    }
}
