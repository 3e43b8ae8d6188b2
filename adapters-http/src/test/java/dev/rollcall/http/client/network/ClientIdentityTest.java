package dev.rollcall.http.client.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.http.client.http1.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a key for ECDSA; keys of other kinds are shown to nginx in {@code MutualTlsTest}. */
final class ClientIdentityTest {
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

    @Test
    void a_certificate_and_its_key_are_an_identity_and_nothing_of_the_key_is_shown() {
        assertThat(identity).hasToString("ClientIdentity[CN=localhost]");
        assertThat(new ClientTls(List.of(), Optional.of(identity)))
                .hasToString("ClientTls[authorities=0, identity=Optional[ClientIdentity[CN=localhost]]]");
    }

    @ParameterizedTest
    @CsvSource({"EC", "RSA", "Ed25519"})
    void another_key_is_refused(String algorithm) throws Exception {
        PrivateKey other =
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientIdentity(certificates, other))
                .withMessage("the key isn't that of the first certificate");
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientIdentity(List.of(), other));
    }

    @Test
    void it_is_shown_whichever_authorities_a_remote_names_if_it_can_take_its_kind_of_key() {
        X509ExtendedKeyManager manager = identity.keyManager();
        String alias = manager.chooseEngineClientAlias(new String[] {"RSA", "EC"}, null, null);
        assertThat(alias).isNotNull();
        assertThat(manager.getCertificateChain(alias)).containsExactlyElementsOf(certificates);
        assertThat(manager.getPrivateKey(alias)).isEqualTo(identity.key());
        assertThat(manager.chooseClientAlias(new String[] {"EC"}, null, null)).isEqualTo(alias);
        assertThat(manager.getClientAliases("EC", null)).containsExactly(alias);
        assertThat(manager.chooseEngineClientAlias(new String[] {"RSA"}, null, null))
                .isNull();
        assertThat(manager.getClientAliases("RSA", null)).isNull();
        assertThat(manager.chooseServerAlias("EC", null, null)).isNull();
        assertThat(manager.getServerAliases("EC", null)).isNull();
    }
}
