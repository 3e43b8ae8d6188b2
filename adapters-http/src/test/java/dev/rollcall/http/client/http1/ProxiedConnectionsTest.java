package dev.rollcall.http.client.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.transport.ProxyFailure;
import dev.rollcall.http.client.transport.ProxyFailure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections through a proxy: tunnels to a remote with TLS, and requests that are forwarded to one without. */
@Timeout(60)
final class ProxiedConnectionsTest {
    private static final String OK = "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}";
    private static final String OPEN = "HTTP/1.1 200 Connection established⏎⏎";

    private final Peer proxy = new Peer();
    /** The heads of all requests to the proxy, and to the remote. */
    private final Queue<String> toProxy = new ConcurrentLinkedQueue<>();

    private final Queue<String> toRemote = new ConcurrentLinkedQueue<>();
    private Peer remote;

    @BeforeEach
    void start() {
        remote = new Peer(Certificate.serverSocket());
        remote.follow(visitor -> {
            for (String request = visitor.request(); request != null; request = visitor.request()) {
                toRemote.add(request);
                visitor.send(OK);
            }
        });
        proxy.follow(visitor -> {
            toProxy.add(String.valueOf(visitor.request()));
            visitor.send(OPEN);
            visitor.tunnelTo(remote.port());
        });
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        remote.close();
    }

    private Network network(String credentials) {
        return new Network(
                origin -> Optional.of(HttpProxy.parse("http://%s127.0.0.1:%s".formatted(credentials, proxy.port()))),
                Certificate::context);
    }

    private String uri(String host) {
        return "https://%s:%s/users/7".formatted(host, remote.port());
    }

    private int get(Network network, String uri) throws Exception {
        try (var client = new Client(network, Origin.of(URI.create(uri)), Map.of("A", "b"))) {
            return client.get(uri, System.nanoTime() + TimeUnit.SECONDS.toNanos(30))
                    .status();
        }
    }

    /** Makes the proxy answer this to each CONNECT, and returns how that fails. */
    private ProxyFailure failure(String answer) {
        proxy.follow(visitor -> {
            visitor.request();
            visitor.send(answer);
        });
        return failure();
    }

    private ProxyFailure failure() {
        try {
            throw new AssertionError("answered: " + get(network(""), uri("localhost")));
        } catch (ProxyFailure failure) {
            assertThat(toRemote).isEmpty();
            return failure;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String said(String what) {
        return "the proxy 127.0.0.1:%s %s".formatted(proxy.port(), what);
    }

    @Test
    void the_remote_is_asked_in_a_tunnel_that_is_used_again_and_never_sees_the_credentials_of_the_proxy()
            throws Exception {
        Origin origin = Origin.of(URI.create(uri("localhost")));
        try (var client = new Client(network("ada:pw@"), origin, Map.of("A", "b"))) {
            for (int i = 0; i < 20; i++) {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                assertThat(client.get(uri("localhost"), deadline).status()).isEqualTo(200);
            }
        }
        String authority = "localhost:" + remote.port();
        assertThat(toProxy)
                .containsOnly("""
                CONNECT %s HTTP/1.1
                Host: %1$s
                Proxy-Authorization: Basic YWRhOnB3

                """.formatted(authority).replace("\n", "\r\n"))
                .hasSize(1);
        assertThat(toRemote)
                .hasSize(20)
                .containsOnly("GET /users/7 HTTP/1.1\r\nHost: %s\r\nA: b\r\n\r\n".formatted(authority));
    }

    @Test
    void the_default_port_is_named_in_a_connect_and_a_zone_is_not() {
        assertThat(Origin.of(URI.create("https://hr.example.org/")).hostAndPort())
                .isEqualTo("hr.example.org:443");
        assertThat(Origin.of(URI.create("https://[fe80::1%25lo]:8443/")).hostAndPort())
                .isEqualTo("[fe80::1]:8443");
        assertThat(Origin.of(URI.create("https://[::1]/")).hostAndPort()).isEqualTo("[::1]:443");
    }

    @Test
    void the_certificate_must_be_that_of_the_remote_whose_name_only_the_proxy_looks_up() {
        assertThatThrownBy(() -> get(network(""), uri("remote.invalid")))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("remote.invalid");
        assertThat(toProxy).first().asString().startsWith("CONNECT remote.invalid:" + remote.port());
        assertThat(toRemote).isEmpty();
    }

    @Test
    void a_request_to_a_remote_without_tls_is_forwarded_with_an_absolute_target_and_our_credentials() throws Exception {
        proxy.follow(visitor -> {
            for (String request = visitor.request(); request != null; request = visitor.request()) {
                toProxy.add(request);
                visitor.send(OK);
            }
        });
        assertThat(get(network("ada:pw@"), "http://remote.invalid/users/7?full=1"))
                .isEqualTo(200);
        assertThat(get(network(""), "HTTP://remote.invalid:8080?id=7")).isEqualTo(200);
        assertThat(get(network(""), "http://[fe80::1%25lo]/users/7")).isEqualTo(200);
        assertThat(toProxy)
                .containsExactly(
                        forwarded("http://remote.invalid/users/7?full=1", "remote.invalid", "ada:pw"),
                        forwarded("http://remote.invalid:8080/?id=7", "remote.invalid:8080", ""),
                        forwarded("http://[fe80::1]/users/7", "[fe80::1]", ""));
    }

    private static String forwarded(String target, String host, String credentials) {
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(US_ASCII));
        return "GET %s HTTP/1.1\r\nHost: %s\r\nA: b\r\n%s\r\n"
                .formatted(target, host, credentials.isEmpty() ? "" : "Proxy-Authorization: Basic " + basic + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 407 Proxy Authentication Required⏎Content-Length: 5⏎⏎login, CREDENTIALS, says 407 Proxy Authentication Required",
        "HTTP/1.0 401 Unauthorized⏎⏎, CREDENTIALS, says 401 Unauthorized",
        "HTTP/1.1 403 Filtered⏎Content-Type: text/html⏎⏎<html>, PERMANENT, says 403 Filtered",
        "HTTP/1.1 404 Not Found⏎⏎, PERMANENT, says 404 Not Found",
        "HTTP/1.1 410 Gone⏎⏎, PERMANENT, says 410 Gone",
        "HTTP/1.1 302 Found⏎⏎, PERMANENT, says 302 Found",
        "HTTP/1.0 500 Unable to connect⏎⏎, TRANSIENT, says 500 Unable to connect",
        "HTTP/1.1 502 Bad Gateway⏎Transfer-Encoding: chunked⏎⏎5⏎hello⏎, TRANSIENT, says 502 Bad Gateway",
        "HTTP/1.1 503 \u001b[31mRed⏎⏎, PERMANENT, 'sends no valid HTTP: a line of the head has the control character 0x1B at index 6'",
        "HTTP/1.1 504⏎⏎, TRANSIENT, says 504",
        "HTTP/1.1 429 Too Many Requests⏎⏎, TRANSIENT, says 429 Too Many Requests",
        "HTTP/1.1 200 OK⏎⏎stray, PERMANENT, sent data before the tunnel was used",
        "'', TRANSIENT, closed the connection and opened no tunnel",
        "HTTP/1.1 200 OK⏎, TRANSIENT, closed the connection and opened no tunnel",
        "HTTP/1.1 503 S⏎, TRANSIENT, closed the connection and opened no tunnel",
    })
    void whatever_else_a_proxy_answers_opens_no_tunnel(String answer, Kind kind, String why) {
        ProxyFailure failure = failure(answer);
        assertThat(failure).hasMessage(said(why));
        assertThat(failure.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2⏎", "<html>", "\u0015\u0003\u0001", "HTTP/2 200⏎⏎"})
    void what_is_no_http_proxy_is_told_so(String answer) {
        ProxyFailure failure = failure(answer);
        assertThat(failure).hasMessageStartingWith(said("sends no valid HTTP: "));
        assertThat(failure.kind()).isEqualTo(Kind.PERMANENT);
    }

    @Test
    void a_head_without_end_is_given_up() {
        assertThat(failure("HTTP/1.1 200 OK⏎" + "Field: value⏎".repeat(200)))
                .hasMessage(said("sends no valid HTTP: there are more than 100 fields"));
        assertThat(failure("HTTP/1.1 200 " + "x".repeat(100_000)))
                .hasMessageStartingWith(said("sends no valid HTTP: a line of the head is longer than"));
    }

    @Test
    void a_long_reason_is_shortened() {
        assertThat(failure("HTTP/1.1 502 " + "x".repeat(1000) + "⏎⏎").getMessage())
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OPEN,
                "HTTP/1.0 200 OK⏎Content-Length: 7⏎⏎",
                "HTTP/1.1 100 Continue⏎⏎HTTP/1.1 200 OK⏎⏎",
                "HTTP/1.1 201⏎Transfer-Encoding: chunked⏎⏎"
            })
    void an_answer_that_comes_byte_by_byte_opens_the_tunnel(String answer) throws Exception {
        byte[] bytes = answer.replace("⏎", "\r\n").getBytes(US_ASCII);
        proxy.follow(visitor -> {
            visitor.request();
            for (int i = 0; i < bytes.length; i++) {
                visitor.send(bytes, i, i + 1);
            }
            visitor.tunnelTo(remote.port());
        });
        assertThat(get(network(""), uri("localhost"))).isEqualTo(200);
    }

    private Client client(Duration timeout) {
        Origin origin = Origin.of(URI.create(uri("localhost")));
        var route = new Route(new Endpoint(origin, network("")), timeout, false, BodyMemory.ofHeap());
        return new Client(new ConnectionPool(route, 4), origin, Map.of());
    }

    private void assertTimesOut(Duration timeout) {
        long began = System.nanoTime();
        try (Client client = client(timeout)) {
            assertThatThrownBy(() -> client.get(uri("localhost"), began + TimeUnit.SECONDS.toNanos(30)))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("no connection in %s ms".formatted(timeout.toMillis()));
        }
        assertThat(System.nanoTime() - began).isLessThan(10 * timeout.toNanos());
    }

    @Test
    void a_proxy_that_does_not_answer_has_as_long_as_any_connection() {
        proxy.follow(visitor -> {
            visitor.request();
            visitor.awaitGone();
        });
        assertTimesOut(Duration.ofMillis(500));
    }

    @Test
    void a_proxy_that_drips_has_no_longer() {
        proxy.follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 200 ");
            while (true) {
                visitor.send("x");
                Thread.sleep(5);
            }
        });
        assertTimesOut(Duration.ofMillis(500));
    }

    @Test
    void a_tunnel_that_leads_to_silence_has_no_longer_either() {
        proxy.follow(visitor -> {
            visitor.request();
            visitor.send(OPEN);
            visitor.awaitGone();
        });
        assertTimesOut(Duration.ofMillis(500));
    }

    @Test
    void of_a_proxy_with_several_addresses_a_silent_one_is_passed_over() throws Exception {
        var named = new Network(
                origin -> Optional.of(HttpProxy.parse("http://proxy.test:" + proxy.port())), Certificate::context);
        Origin origin = Origin.of(URI.create(uri("localhost")));
        try (var silent = new SilentAddress(proxy.port())) {
            var endpoint = new Endpoint(origin, named, host -> {
                assertThat(host).isEqualTo("proxy.test");
                return List.of(silent.address(), InetAddress.getLoopbackAddress());
            });
            try (var client = new Client(endpoint, origin, Map.of())) {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                assertThat(client.get(uri("localhost"), deadline).status()).isEqualTo(200);
            }
        }
    }
}
