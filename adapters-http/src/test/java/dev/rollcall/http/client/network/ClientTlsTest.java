package dev.rollcall.http.client.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.http1.Certificate;
import dev.rollcall.http.client.http1.Client;
import dev.rollcall.http.client.http1.Peer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mutual TLS with a peer whose certificate is also ours. */
@Timeout(60)
final class ClientTlsTest {
    private final SSLServerSocket server = (SSLServerSocket) Certificate.serverSocket();

    @TempDir
    private Path folder;

    private List<X509Certificate> certificates;
    private ClientIdentity identity;

    @BeforeEach
    void read() throws IOException {
        Certificate.write(folder);
        certificates = PemCertificates.read(Files.readString(folder.resolve("certificate.pem"), ISO_8859_1));
        identity =
                new ClientIdentity(certificates, PemKey.read(Files.readString(folder.resolve("key.pem"), ISO_8859_1)));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Makes a request to a peer on the server socket as it is set up. */
    private int get(SSLContext context) throws Exception {
        String uri = "https://localhost:%s/".formatted(server.getLocalPort());
        var peer = new Peer(server).follow(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}");
        });
        try (peer;
                var client = new Client(Network.DEFAULT.with(context), Origin.of(URI.create(uri)), Map.of())) {
            return client.get(uri, System.nanoTime() + TimeUnit.SECONDS.toNanos(30))
                    .status();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_remote_that_asks_for_a_certificate_gets_it(String version) throws Exception {
        server.setNeedClientAuth(true);
        server.setEnabledProtocols(new String[] {version});
        assertThat(get(new ClientTls(certificates, Optional.of(identity)).context()))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void without_one_there_is_no_connection(String version) {
        server.setNeedClientAuth(true);
        server.setEnabledProtocols(new String[] {version});
        assertThatThrownBy(() -> get(new ClientTls(certificates, Optional.empty()).context()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void authorities_are_trusted_beside_those_of_the_platform() throws Exception {
        assertThat(get(new ClientTls(certificates, Optional.empty()).context())).isEqualTo(200);
    }

    @Test
    void by_default_only_those_of_the_platform_are_trusted() {
        assertThatThrownBy(() -> get(ClientTls.DEFAULT.context())).hasMessageContaining("certification path");
        assertThat(ClientTls.DEFAULT.isDefault()).isTrue();
    }
}
