package dev.rollcall.http.client.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With keys that are made for each test; those of OpenSSL are read in {@code MutualTlsTest}. */
final class PemKeyTest {
    private static String pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(label, base64);
    }

    private static PrivateKey key(String algorithm) throws Exception {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
    }

    /** Returns the key of one algorithm within PKCS#8: its third element, an octet string. */
    private static byte[] bare(PrivateKey key) {
        return Der.read(key.getEncoded()).elements().get(2).content();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519", "Ed448", "RSASSA-PSS"})
    void pkcs8_is_read_with_whatever_stands_around_it(String algorithm) throws Exception {
        PrivateKey key = key(algorithm);
        String pem = "Bag Attributes\r\n  friendlyName: é\r\n"
                + pem("PRIVATE KEY", key.getEncoded()).replace("\n", "\r\n");
        assertThat(PemKey.read(pem)).isEqualTo(key);
        assertThat(PemKey.read(pem("CERTIFICATE", new byte[] {1}) + pem)).isEqualTo(key);
    }

    @Test
    void the_older_formats_are_read_too() throws Exception {
        PrivateKey rsa = key("RSA");
        assertThat(PemKey.read(pem("RSA PRIVATE KEY", bare(rsa)))).isEqualTo(rsa);
        PrivateKey ec = key("EC");
        byte[] curve =
                Der.read(ec.getEncoded()).elements().get(1).elements().get(1).content();
        String pem = pem("EC PARAMETERS", curve) + pem("EC PRIVATE KEY", named(bare(ec), curve));
        // the two differ in whether the curve is named twice
        assertThat(((ECPrivateKey) PemKey.read(pem)).getS()).isEqualTo(((ECPrivateKey) ec).getS());
    }

    /** Adds the curve, which the platform leaves out (RFC 5915, section 3). */
    private static byte[] named(byte[] key, byte[] curve) {
        Der secret = Der.read(key).elements().get(1);
        byte[] one = {2, 1, 1};
        byte[] oid = new byte[curve.length + 2];
        oid[0] = 6;
        oid[1] = (byte) curve.length;
        System.arraycopy(curve, 0, oid, 2, curve.length);
        byte[] parameters = new byte[oid.length + 2];
        parameters[0] = (byte) Der.CONTEXT_0;
        parameters[1] = (byte) oid.length;
        System.arraycopy(oid, 0, parameters, 2, oid.length);
        return Der.sequence(one, Der.octets(secret.content()), parameters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | has no private key: a PEM file with -----BEGIN PRIVATE KEY----- is needed; openssl pkey -inform der -in FILE -out NEW-FILE converts one in DER",
                "-----BEGIN PUBLIC KEY-----AA==-----END PUBLIC KEY----- | has no private key: a PEM file with -----BEGIN PRIVATE KEY----- is needed; openssl pkey -inform der -in FILE -out NEW-FILE converts one in DER",
                "-----BEGIN PRIVATE KEY-----geheim | is cut off: -----END PRIVATE KEY----- is missing",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----AA==-----END ENCRYPTED PRIVATE KEY----- | has an encrypted key; openssl pkey -in FILE -out NEW-FILE decrypts it",
                "-----BEGIN RSA PRIVATE KEY-----Proc-Type: 4,ENCRYPTED AA==-----END RSA PRIVATE KEY----- | has an encrypted key; openssl pkey -in FILE -out NEW-FILE decrypts it",
            })
    void what_is_no_key_says_what_to_do(String pem, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> PemKey.read(pem)).withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY", "OPENSSH PRIVATE KEY"})
    void what_is_no_key_inside_is_refused_and_not_shown(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemKey.read(pem(label, "geheim".getBytes(US_ASCII))))
                .withMessage(
                        "has an invalid key, or one other than RSA, EC and EdDSA; openssl pkey -in FILE -out NEW-FILE"
                                + " converts older formats")
                .withNoCause();
    }

    @Test
    void an_ec_key_that_does_not_name_its_curve_is_refused() throws Exception {
        PrivateKey ec = key("EC");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemKey.read(pem("EC PRIVATE KEY", bare(ec))))
                .withMessageStartingWith("has an invalid key");
    }
}
