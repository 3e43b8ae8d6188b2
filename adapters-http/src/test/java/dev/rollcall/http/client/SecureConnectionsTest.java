package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.Roster;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections with TLS to a server whose certificate is for {@code localhost} and signed by itself. */
@Timeout(60)
final class SecureConnectionsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext itself;

    private Peer peer;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-keyalg",
                        "EC",
                        "-alias",
                        "peer",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.inputReader().readAllAsString()).isNotNull();
        assertThat(keytool.waitFor()).isZero();
        itself = trusting(file);
    }

    private static SSLContext trusting(Path file) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("peer", store.getCertificate("peer"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
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
        return "https://%s:%d/users/7".formatted(host, peer.port());
    }

    private Client client(String host) {
        return client(new UriTemplate(uri(host) + "{id}").origin());
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
                assertThat(client.get(uri("localhost"), in(30_000)).length()).isEqualTo(20_000);
            }
        }
        assertThat(peer.connections()).isEqualTo(1);
    }

    @Test
    void a_connection_that_the_remote_closed_meanwhile_is_replaced() throws Exception {
        peer.follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}");
        });
        try (Client client = client("localhost")) {
            for (int i = 0; i < 50; i++) {
                assertThat(client.get(uri("localhost"), in(30_000)).length()).isEqualTo(2);
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
    void a_certificate_that_the_platform_does_not_trust_fails_the_roll_call_and_nothing_is_sent() throws Exception {
        var upstream = Upstream.of(new UriTemplate(uri("localhost") + "{id}"))
                .with(new RequestLimits(4, 3, Duration.ofSeconds(20)));
        try (var users = new HttpRemoteUsers(upstream)) {
            var answer = users.call(Roster.first(0, 1), CallPolicy.DEFAULT.withDeadline(Duration.ofSeconds(30)))
                    .answers()
                    .getFirst();
            assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(Answer.Reason.CONNECTION);
                assertThat(failed.detail()).startsWith("no connection: TLS: ");
            });
        }
        assertThat(peer.requests()).isZero();
    }

    @Test
    void a_handshake_that_stalls_ends_at_the_deadline() throws IOException {
        try (var silent = new Peer();
                var client =
                        client(new Origin(true, "localhost", silent.port(), "https://localhost:" + silent.port()))) {
            long deadline = in(200);
            assertThatThrownBy(() -> client.get("https://localhost:%d/".formatted(silent.port()), deadline))
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
