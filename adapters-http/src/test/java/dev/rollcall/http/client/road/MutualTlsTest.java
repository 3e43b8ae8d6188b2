package dev.rollcall.http.client.road;

import static dev.rollcall.http.client.road.Roll.LIMITS;
import static dev.rollcall.http.client.road.Roll.PATIENT;
import static dev.rollcall.http.client.road.Roll.assertAllFailed;
import static dev.rollcall.http.client.road.Roll.assertAllPresent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.network.ClientTls;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.network.PemKey;
import dev.rollcall.http.client.road.Nginx.Setup;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Roll calls on an nginx whose certificate is of a private authority, and that asks for one of it. */
@RealServerTest
final class MutualTlsTest {
    @TempDir
    private Path folder;

    private PrivateAuthority authority;

    @BeforeEach
    void create() throws Exception {
        authority = new PrivateAuthority(folder);
    }

    private RollCall call(ClientTls tls, String directives) throws Exception {
        try (Nginx nginx = Nginx.start(folder, 100, Setup.of(true, directives));
                HttpRemoteUsers users =
                        new HttpRemoteUsers(nginx.upstream().with(LIMITS).with(Network.DEFAULT.with(tls.context())))) {
            return users.call(Roster.first(0, 100), PATIENT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa:2048, ''",
        "rsa:2048, -traditional",
        "rsa-pss -pkeyopt rsa_keygen_bits:2048, ''",
        "ec -pkeyopt ec_paramgen_curve:P-256, ''",
        "ec -pkeyopt ec_paramgen_curve:P-384, -traditional",
        "ed25519, ''",
    })
    void a_client_with_a_certificate_of_the_authority_is_answered(String algorithm, String conversion)
            throws Exception {
        assertAllPresent(call(authority.identified(algorithm, conversion.strip()), authority.directives()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_client_without_one_is_told_which_setting_it_lacks(String version) throws Exception {
        assertAllFailed(
                call(authority.trust(), authority.directives() + "ssl_protocols %s;".formatted(version)),
                Reason.STATUS,
                "400: No required SSL certificate was sent (remote.tls.certificate)");
    }

    @Test
    void a_client_with_one_of_another_authority_is_refused() throws Exception {
        assertAllFailed(
                call(authority.stranger(), authority.directives()),
                Reason.STATUS,
                "400: The SSL certificate error (remote.tls.certificate)");
    }

    @Test
    void a_remote_that_asks_for_none_is_not_bothered() throws Exception {
        assertAllPresent(call(authority.identified("ec -pkeyopt ec_paramgen_curve:P-256", ""), ""));
    }

    @Test
    void without_the_authority_no_one_is_asked() throws Exception {
        assertAllFailed(
                call(ClientTls.DEFAULT, ""),
                Reason.CONNECTION,
                "no connection: TLS: the certificate isn't trusted (remote.tls.ca adds a CA)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-aes256", "-aes256 -traditional"})
    void an_encrypted_key_is_known_as_such(String conversion) throws Exception {
        String key = authority.encryptedKey(conversion);
        assertThat(key).contains("ENCRYPTED");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemKey.read(key))
                .withMessage("has an encrypted key; openssl pkey -in FILE -out NEW-FILE decrypts it");
    }
}
