package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.client.road.RealServer;
import dev.rollcall.http.client.road.RealServerTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real proxies that compress, of Debian, pass on each answer of a roll call at once; Caddy 2.6 must be told not to compress streams. */
@RealServerTest
@Timeout(15)
final class StreamsBehindProxiesTest {
    private final CountDownLatch seen = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();

    /** The remote answers for the first id, and then waits until the client has seen that. */
    private final ServedSite site = new ServedSite((roster, policy, listener) -> {
        List<Answer> answers = roster.ids().stream()
                .<Answer>map(id -> new Answer.Absent(id, Attempts.NONE))
                .toList();
        listener.answered(answers.getFirst());
        seen.await();
        answers.stream().skip(1).forEach(listener::answered);
        return new RollCall(roster, answers, Duration.ZERO);
    });

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        seen.countDown();
        http.close();
        site.close();
    }

    enum Proxy {
        NGINX("""
            daemon off;
            pid %3$s/nginx.pid;
            error_log %3$s/error.log;
            %5$s
            events {}
            http {
                access_log off;
                client_body_temp_path %3$s/body;
                proxy_temp_path %3$s/proxy;
                fastcgi_temp_path %3$s/fastcgi;
                uwsgi_temp_path %3$s/uwsgi;
                scgi_temp_path %3$s/scgi;
                gzip on;
                gzip_types *;
                gzip_proxied any;
                gzip_min_length 1;
                server {
                    listen 127.0.0.1:%1$s;
                    location / {
                        proxy_pass http://127.0.0.1:%2$s;
                        proxy_http_version 1.1;
                        proxy_set_header Host $http_host;
                    }
                }
            }
            """) {
            @Override
            List<String> command(Path file) {
                return List.of(
                        RealServer.NGINX.toString(),
                        "-p",
                        file.resolveSibling("").toString(),
                        "-c",
                        file.toString());
            }
        },
        APACHE("""
            LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
            LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
            LoadModule filter_module /usr/lib/apache2/modules/mod_filter.so
            LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so
            LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
            LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
            %4$s
            ServerName localhost
            ServerRoot "%3$s"
            DefaultRuntimeDir "%3$s"
            PidFile "%3$s/apache.pid"
            ErrorLog "%3$s/error.log"
            Listen 127.0.0.1:%1$s
            ProxyPreserveHost On
            ProxyPass / http://127.0.0.1:%2$s/
            SetOutputFilter DEFLATE
            """) {
            @Override
            List<String> command(Path file) {
                return List.of(RealServer.APACHE.toString(), "-DFOREGROUND", "-f", file.toString());
            }
        },
        HAPROXY("""
            defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
            frontend all
                bind 127.0.0.1:%1$s
                compression algo gzip
                default_backend rollcall
            backend rollcall
                server one 127.0.0.1:%2$s
            """) {
            @Override
            List<String> command(Path file) {
                return List.of(RealServer.HAPROXY.toString(), "-db", "-f", file.toString());
            }
        },
        CADDY("""
            {
                admin off
                auto_https off
                storage file_system %3$s
            }
            http://:%1$s {
                bind 127.0.0.1
                @whole not header_regexp Accept (event-stream|ndjson)
                encode @whole gzip
                reverse_proxy 127.0.0.1:%2$s
            }
            """) {
            @Override
            List<String> command(Path file) {
                return List.of(
                        RealServer.CADDY.toString(), "run", "--adapter", "caddyfile", "--config", file.toString());
            }
        };

        private final String configuration;

        Proxy(String configuration) {
            this.configuration = configuration;
        }

        abstract List<String> command(Path file);

        RealServer start(Path folder, int port, int server) throws Exception {
            Path file = folder.resolve("proxy.conf");
            boolean isRoot = RealServer.startAsRoot();
            Files.writeString(
                    file,
                    configuration.formatted(
                            port,
                            server,
                            folder,
                            isRoot ? "User www-data\nGroup www-data" : "",
                            isRoot ? "user root;" : ""));
            return RealServer.start(folder, port, command(file).toArray(String[]::new));
        }
    }

    private static Stream<Arguments> streams() {
        return Stream.of(Proxy.values())
                .flatMap(proxy -> Stream.of("text/event-stream", "application/x-ndjson")
                        .flatMap(type ->
                                Stream.of("identity", "gzip").map(coding -> Arguments.of(proxy, type, coding))));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void an_answer_arrives_while_others_are_awaited(Proxy proxy, String type, String coding) throws Exception {
        int port = RealServer.freePort();
        try (RealServer running = proxy.start(folder, port, site.address().getPort());
                InputStream body = called(port, type, coding)) {
            assertThat(running).isNotNull();
            assertThat(readUntil("\"id\":\"7\"", body)).doesNotContain("\"id\":\"8\"");
            seen.countDown();
            readUntil("\"id\":\"8\"", body);
        }
    }

    /** Reads no byte more than that, since a reader of text would wait for the next ones. */
    private static String readUntil(String end, InputStream body) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = body.read();
            assertThat(next).as("the body ended: %s", read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    private InputStream called(int port, String type, String coding) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:%s/api/roll-calls?ids=7,8&deadline=PT20S".formatted(port));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", type)
                .header("Accept-Encoding", coding)
                .build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        boolean isCompressed = response.headers().firstValue("Content-Encoding").isPresent();
        return isCompressed ? new GZIPInputStream(response.body()) : response.body();
    }
}
