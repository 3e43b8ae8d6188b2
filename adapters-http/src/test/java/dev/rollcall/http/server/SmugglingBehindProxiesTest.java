package dev.rollcall.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.road.RealServer;
import dev.rollcall.http.client.road.RealServerTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real proxies that allow nothing but GET, say who the user is, and share their connections to the server: no body of a GET is served as a
 * request. {@code -Drollcall.smuggling.attempts=1000} makes more attempts than a build does, of each proxy and route.
 */
@RealServerTest
final class SmugglingBehindProxiesTest {
    private static final int ATTEMPTS = Integer.getInteger("rollcall.smuggling.attempts", 12);
    private static final String BODY = "{\"name\":\"\",\"email\":\"\"}";
    /** What no proxy would let pass. */
    private static final String INNER = "PUT /api/users/smuggled HTTP/1.1\r\nHost: a\r\nX-User: root\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(INNER.length())
            + "\r\n" + INNER + "\r\n0\r\n\r\n";
    private static final String LENGTH = "Content-Length: " + INNER.length() + "\r\n\r\n" + INNER;
    private static final List<String> WAYS = List.of(
            "Expect: 100-continue\r\n" + LENGTH,
            "Expect: 100-continue\r\n" + CHUNKED,
            "eXpect: 100-Continue\r\n" + LENGTH,
            "Expect: x\r\n" + LENGTH,
            LENGTH,
            CHUNKED);

    private final ServedSite site = new ServedSite();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        site.close();
    }

    /** Returns what lets nothing but GET through, and names the user. */
    private static String configuration(FrontProxy proxy, int port, int server) {
        String configuration = switch (proxy) {
            case NGINX -> """
                server {
                    listen 127.0.0.1:%1$s;
                    location / {
                        limit_except GET { deny all; }
                        proxy_pass http://127.0.0.1:%2$s;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $http_host;
                        proxy_set_header X-User guest;
                    }
                }
                """;
            case APACHE -> """
                Listen 127.0.0.1:%1$s
                ProxyPreserveHost On
                RequestHeader set X-User guest
                ProxyPass / http://127.0.0.1:%2$s/ keepalive=On
                <Location "/">
                    <LimitExcept GET>
                        Require all denied
                    </LimitExcept>
                </Location>
                """;
            case CADDY -> """
                http://:%1$s {
                    bind 127.0.0.1
                    @others not method GET
                    respond @others 403
                    reverse_proxy 127.0.0.1:%2$s {
                        header_up X-User guest
                    }
                }
                """;
            case HAPROXY -> """
                frontend all
                    bind 127.0.0.1:%1$s
                    http-request deny unless METH_GET
                    http-request set-header X-User guest
                    default_backend rollcall
                backend rollcall
                    http-reuse always
                    server one 127.0.0.1:%2$s
                """;
        };
        return configuration.formatted(port, server);
    }

    @ParameterizedTest
    @EnumSource
    void no_body_passes_for_a_request(FrontProxy proxy) throws Exception {
        int port = RealServer.freePort();
        try (RealServer running = proxy.start(
                folder, port, configuration(proxy, port, site.address().getPort()))) {
            assertThat(running).isNotNull();
            assertThat(send(port, "GET /problems/stopping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .as("a plain request")
                    .startsWith("HTTP/1.1 200 ");
            for (var resource : site.site.resources()) {
                String path = resource.path().replaceAll("\\{[a-z]+}", "7");
                for (int i = 0; i < ATTEMPTS; i++) {
                    String way = WAYS.get(i % WAYS.size());
                    send(port, "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + way);
                }
                assertThat(site.directory.find(new UserId("smuggled"))).as(path).isEmpty();
            }
        }
    }

    /** Sends a request and returns the response; empty if the proxy closes the connection instead. */
    private static String send(int port, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
