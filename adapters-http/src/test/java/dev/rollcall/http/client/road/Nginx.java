package dev.rollcall.http.client.road;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.Trusting;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Certificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An nginx that serves users from files and logs its requests. */
final class Nginx implements AutoCloseable {
    /** The number of worker processes. */
    static final int WORKERS = 2;

    private final RealServer server;
    private final Path folder;
    private final String uri;
    private final URI status;

    /**
     * Its configuration.
     *
     * @param secure whether it uses TLS
     * @param connections the most connections per worker
     * @param directives further directives for its users
     */
    record Setup(boolean secure, int connections, String directives) {
        /** Returns the same for many connections. */
        static Setup of(boolean secure, String directives) {
            return new Setup(secure, 1024, directives);
        }
    }

    /** A line of its request log. */
    record Request(String connection, int status, boolean resumed) {
        private static Request of(String line) {
            String[] parts = line.split(" ", 3);
            return new Request(parts[0], Integer.parseInt(parts[1]), parts[2].equals("r"));
        }
    }

    private Nginx(RealServer server, Path folder, String uri, URI status) {
        this.server = server;
        this.folder = folder;
        this.uri = uri;
        this.status = status;
    }

    /** Starts one in a folder that has at most its {@code certificate.pem} and {@code key.pem}. */
    static Nginx start(Path folder, int users, Setup setup) throws Exception {
        RealServer.site(folder, users);
        if (Files.notExists(folder.resolve("certificate.pem"))) {
            Certificate.write(folder);
        }
        int port = RealServer.freePort();
        int statusPort = RealServer.freePort();
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, configuration(folder, port, statusPort, setup));
        RealServer server = RealServer.start(
                folder, port, RealServer.NGINX.toString(), "-p", folder.toString(), "-c", configuration.toString());
        String uri = (setup.secure() ? "https://localhost:%s" : "http://127.0.0.1:%s").formatted(port);
        return new Nginx(server, folder, uri, URI.create("http://127.0.0.1:" + statusPort));
    }

    private static String configuration(Path folder, int port, int statusPort, Setup setup) {
        return """
            %1$s
            daemon off;
            master_process on;
            worker_processes %8$s;
            pid "%2$s/nginx.pid";
            error_log "%2$s/error.log" notice;
            events { worker_connections %3$s; }
            http {
                log_format requests '$connection $status $ssl_session_reused';
                access_log "%2$s/access.log" requests;
                client_body_temp_path "%2$s/temp";
                proxy_temp_path "%2$s/temp";
                fastcgi_temp_path "%2$s/temp";
                uwsgi_temp_path "%2$s/temp";
                scgi_temp_path "%2$s/temp";
                limit_req_zone $binary_remote_addr zone=everybody:64k rate=50r/s;
                default_type application/json;
                server {
                    listen 127.0.0.1:%4$s %5$s;
                    ssl_certificate "%2$s/certificate.pem";
                    ssl_certificate_key "%2$s/key.pem";
                    root "%2$s/site";
                    %6$s
                }
                server {
                    listen 127.0.0.1:%7$s;
                    access_log off;
                    keepalive_timeout 0;
                    stub_status;
                }
            }
            """.formatted(
                        RealServer.startAsRoot() ? "user root;" : "",
                        folder,
                        setup.connections(),
                        port,
                        setup.secure() ? "ssl" : "",
                        setup.directives(),
                        statusPort,
                        WORKERS);
    }

    /** Returns a client of its users. */
    HttpRemoteUsers users(RequestLimits limits) {
        return Trusting.users(upstream().with(limits));
    }

    /** Returns the description of its users for clients of other kinds. */
    Upstream upstream() {
        return Upstream.of(new UriTemplate(uri + "/users/{id}"));
    }

    /** Returns its request log so far, in the order of the responses. */
    List<Request> requests() throws IOException {
        return Files.readAllLines(folder.resolve("access.log")).stream()
                .map(Request::of)
                .toList();
    }

    /** Reloads its configuration: new workers take over, and the old ones end gracefully. */
    void reload() throws Exception {
        int before = retiredWorkers();
        server.signal("HUP");
        RealServer.await(() -> retiredWorkers() >= before + WORKERS);
    }

    /** Returns how many workers reloads have told to end. */
    int retiredWorkers() throws IOException {
        try (var lines = Files.lines(folder.resolve("error.log"))) {
            return (int) lines.filter(line -> line.contains("gracefully shutting down"))
                    .count();
        }
    }

    /** Waits until it has closed all connections. */
    void awaitNobody() throws Exception {
        // the connection that asks for the number counts too
        RealServer.await(() -> status().startsWith("Active connections: 1 "));
    }

    private String status() throws IOException {
        try (var in = status.toURL().openStream()) {
            return new String(in.readAllBytes(), US_ASCII);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
