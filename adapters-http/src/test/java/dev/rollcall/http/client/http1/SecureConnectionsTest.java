package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.network.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** TLS connections to a server with a self-signed certificate for {@code localhost}. */
@Timeout(60)
final class SecureConnectionsTest {
    private static SSLContext itself;

    private Peer peer;

    @BeforeAll
    static void makeCertificate() throws Exception {
        itself = Certificate.context();
    }

    @BeforeEach
    void start() throws IOException {
        peer = new Peer(itself.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    private String uri(String host) {
        return "https://%s:%s/users/7".formatted(host, peer.port());
    }

    private Client client(String host) {
        return client(Origin.of(URI.create(uri(host))));
    }

    private static Client client(Origin origin) {
        return new Client(new Endpoint(origin, () -> itself), origin, Map.of());
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void a_trusted_remote_is_asked_and_its_connection_used_again() throws Exception {
        peer.follow(visitor -> {
            while (visitor.request() != null) {
                visitor.send("HTTP/1.1 200 OK⏎Content-Length: 20000⏎⏎" + "x".repeat(20_000));
            }
        });
        try (Client client = client("localhost")) {
            for (int i = 0; i < 50; i++) {
                assertThat(client.get(uri("localhost"), in(30_000)).sent().remaining())
                        .isEqualTo(20_000);
            }
        }
        assertThat(peer.connections()).isEqualTo(1);
    }

    @Test
    void a_host_whose_name_ends_with_a_dot_has_the_same_certificate_and_keeps_the_dot_in_its_requests()
            throws Exception {
        var host = new CompletableFuture<String>();
        peer.follow(visitor -> {
            String request = String.valueOf(visitor.request());
            host.complete(request.lines()
                    .filter(line -> line.startsWith("Host: "))
                    .findFirst()
                    .orElse(""));
            visitor.send("HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}");
        });
        Origin origin = Origin.of(URI.create(uri("localhost.")));
        var endpoint = new Endpoint(origin, () -> itself, name -> List.of(InetAddress.getLoopbackAddress()));
        try (var client = new Client(endpoint, origin, Map.of())) {
            assertThat(client.get(uri("localhost."), in(30_000)).status()).isEqualTo(200);
        }
        assertThat(host.get()).isEqualTo("Host: localhost.:" + peer.port());
    }

    @Test
    void a_connection_that_the_remote_closed_meanwhile_is_replaced() throws Exception {
        peer.follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}");
        });
        try (Client client = client("localhost")) {
            for (int i = 0; i < 50; i++) {
                assertThat(client.get(uri("localhost"), in(30_000)).sent().remaining())
                        .isEqualTo(2);
            }
        }
        assertThat(peer.requests()).isBetween(50, 100);
    }

    @Test
    void a_certificate_of_another_host_is_refused() {
        try (Client client = client("127.0.0.1")) {
            assertThatThrownBy(() -> client.get(uri("127.0.0.1"), in(30_000)))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("127.0.0.1");
        }
        assertThat(peer.requests()).isZero();
    }

    @Test
    void a_handshake_that_stalls_ends_at_the_deadline() throws IOException {
        try (var silent = new Peer();
                var client =
                        client(new Origin(true, "localhost", silent.port(), "https://localhost:" + silent.port()))) {
            long deadline = in(200);
            assertThatThrownBy(() -> client.get("https://localhost:%s/".formatted(silent.port()), deadline))
                    .isInstanceOf(HttpTimeoutException.class);
            assertThat(System.nanoTime() - deadline).isBetween(0L, TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void a_body_that_drips_ends_at_the_deadline() {
        peer.follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 200 OK⏎Content-Length: 100000⏎⏎");
            while (true) {
                visitor.send("x");
                Thread.sleep(5);
            }
        });
        try (Client client = client("localhost")) {
            long deadline = in(500);
            assertThatThrownBy(() -> client.get(uri("localhost"), deadline)).isInstanceOf(HttpTimeoutException.class);
            assertThat(System.nanoTime() - deadline).isBetween(0L, TimeUnit.SECONDS.toNanos(1));
        }
    }
}
