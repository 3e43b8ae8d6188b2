package dev.rollcall.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.http.client.network.ClientTls;
import dev.rollcall.http.client.network.PemCertificates;
import dev.rollcall.http.client.road.PrivateAuthority;
import dev.rollcall.http.client.road.RealServer;
import dev.rollcall.http.server.docs.Docs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real reverse proxy of Debian in front of a site. */
enum FrontProxy {
    NGINX("""
        daemon off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        %3$s
        events {}
        http {
            access_log off;
            client_body_temp_path %1$s/body;
            proxy_temp_path %1$s/proxy;
            fastcgi_temp_path %1$s/fastcgi;
            uwsgi_temp_path %1$s/uwsgi;
            scgi_temp_path %1$s/scgi;
            %2$s
        }
        """, "user root;") {
        @Override
        List<String> command(Path file) {
            return List.of(
                    RealServer.NGINX.toString(), "-p", file.resolveSibling("").toString(), "-c", file.toString());
        }
    },
    APACHE("""
        LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
        LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
        LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
        LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
        LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
        LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so
        LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so
        LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
        LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
        LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
        %3$s
        ServerName localhost
        ServerRoot "%1$s"
        DefaultRuntimeDir "%1$s"
        PidFile "%1$s/apache.pid"
        ErrorLog "%1$s/error.log"
        %2$s
        """, "User www-data\nGroup www-data") {
        @Override
        List<String> command(Path file) {
            return List.of(RealServer.APACHE.toString(), "-DFOREGROUND", "-f", file.toString());
        }

        @Override
        String here(String configuration, int port) {
            return "Listen 127.0.0.1:" + port + "\n" + super.here(configuration, port);
        }
    },
    CADDY("""
        {
            admin off
            auto_https off
            storage file_system %1$s
        }
        %2$s
        """, "") {
        @Override
        List<String> command(Path file) {
            return List.of(RealServer.CADDY.toString(), "run", "--adapter", "caddyfile", "--config", file.toString());
        }
    },
    HAPROXY("""
        defaults
            mode http
            timeout connect 5s
            timeout client 30s
            timeout server 30s
        %2$s
        """, "") {
        @Override
        List<String> command(Path file) {
            return List.of(RealServer.HAPROXY.toString(), "-db", "-f", file.toString());
        }
    };

    private final String frame;
    private final String userIfRoot;

    /**
     * Creates it.
     *
     * @param frame what else a configuration consists of: the folder, the configuration itself, and the user
     * @param userIfRoot what makes it serve although root starts it
     */
    FrontProxy(String frame, String userIfRoot) {
        this.frame = frame;
        this.userIfRoot = userIfRoot;
    }

    abstract List<String> command(Path file);

    /** Returns the configuration of the documentation. */
    String documented() {
        try (InputStream page = Objects.requireNonNull(Docs.class.getResourceAsStream("proxies.md"))) {
            String language = name().toLowerCase(Locale.ROOT);
            Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```")
                    .matcher(new String(page.readAllBytes(), UTF_8));
            if (!block.find()) {
                throw new AssertionError("no configuration for " + language);
            }
            return block.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a configuration of the documentation for this port of this machine instead of the usual one. */
    String here(String configuration, int port) {
        return configuration
                .replace("listen 443", "listen 127.0.0.1:" + port)
                .replace("bind :443", "bind 127.0.0.1:" + port)
                .replace("*:443", "127.0.0.1:" + port)
                .replace("apps.example.org:443 {", "https://localhost:" + port + " {\n    bind 127.0.0.1")
                .replace("server_name apps.example.org", "server_name localhost")
                .replace("ServerName apps.example.org", "ServerName localhost");
    }

    /**
     * Starts the documented proxy on {@code localhost} over TLS.
     *
     * @param folder an empty folder
     * @param port its port
     * @param server the port of the site
     */
    RealServer startDocumented(Path folder, int port, int server) throws Exception {
        new PrivateAuthority(folder);
        Path both = folder.resolve("both.pem");
        Files.writeString(
                both,
                Files.readString(folder.resolve("certificate.pem")) + Files.readString(folder.resolve("key.pem")));
        return start(
                folder,
                port,
                here(documented(), port)
                        .replace("127.0.0.1:8080", "127.0.0.1:" + server)
                        .replace(
                                "/etc/ssl/apps.example.org.pem",
                                folder.resolve("certificate.pem").toString())
                        .replace(
                                "/etc/ssl/apps.example.org.key",
                                folder.resolve("key.pem").toString())
                        .replace("/etc/ssl/apps.example.org.both.pem", both.toString()));
    }

    /** Returns a builder of clients that trust the documented proxy in a folder. */
    static HttpClient.Builder trusting(Path folder) throws IOException {
        var trusted = PemCertificates.read(Files.readString(folder.resolve("ca.pem")));
        return HttpClient.newBuilder().sslContext(new ClientTls(trusted, Optional.empty()).context());
    }

    /** Starts it with a configuration of its own. */
    RealServer start(Path folder, int port, String configuration) throws Exception {
        Path file = folder.resolve("proxy.conf");
        String user = RealServer.startAsRoot() ? userIfRoot : "";
        Files.writeString(file, frame.formatted(folder, configuration, user));
        return RealServer.start(folder, port, command(file).toArray(String[]::new));
    }
}
