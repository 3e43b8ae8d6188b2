package dev.rollcall.http.client.network;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads private keys from PEM files: PKCS#8 ({@code PRIVATE KEY}; RFC 7468, section 10), and what OpenSSL wrote before, {@code RSA PRIVATE
 * KEY} (RFC 8017, appendix A.1.2) and {@code EC PRIVATE KEY} (RFC 5915). No message shows anything of a key.
 */
public final class PemKey {
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    /** {@code SEQUENCE { rsaEncryption, NULL }} (RFC 8017, appendix C). */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** {@code id-ecPublicKey} (RFC 5480, section 2.1.1). */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private PemKey() {}

    /**
     * Returns the first private key of a file. Other blocks, such as certificates, are skipped.
     *
     * @param pem the content of the file
     * @throws IllegalArgumentException if it has none, or it is encrypted, invalid or of another kind; the message follows the name of the
     *     file
     */
    public static PrivateKey read(String pem) {
        Pem.Block block = Pem.blocks(pem).stream()
                .filter(any -> any.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has no private key: a PEM file with -----BEGIN PRIVATE"
                        + " KEY----- is needed; openssl pkey -inform der -in FILE -out NEW-FILE converts one in DER"));
        if (block.isEncrypted()) {
            throw new IllegalArgumentException("has an encrypted key; openssl pkey -in FILE -out NEW-FILE decrypts it");
        }
        return key(block)
                .orElseThrow(
                        () -> new IllegalArgumentException("has an invalid key, or one other than RSA, EC and EdDSA;"
                                + " openssl pkey -in FILE -out NEW-FILE converts older formats"));
    }

    private static Optional<PrivateKey> key(Pem.Block block) {
        try {
            byte[] content = block.content();
            return switch (block.label()) {
                case "PRIVATE KEY" -> key(content);
                case "RSA PRIVATE KEY" -> key(pkcs8(RSA, content));
                case "EC PRIVATE KEY" -> key(pkcs8(Der.sequence(EC, curve(content)), content));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Wraps the key of one algorithm (RFC 5208, section 5). */
    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return Der.sequence(Der.ZERO, algorithm, Der.octets(key));
    }

    /** Returns the name of the curve, an object identifier: {@code ECParameters}, the first element with the tag 0. */
    private static byte[] curve(byte[] key) {
        List<Der> elements = Der.read(key).elements();
        return elements.stream()
                .filter(element -> element.tag() == Der.CONTEXT_0)
                .map(Der::content)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the key doesn't name its curve"));
    }

    private static Optional<PrivateKey> key(byte[] pkcs8) {
        return ALGORITHMS.stream()
                .flatMap(algorithm -> key(algorithm, new PKCS8EncodedKeySpec(pkcs8)))
                .findFirst();
    }

    private static Stream<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec pkcs8) {
        try {
            return Stream.of(KeyFactory.getInstance(algorithm).generatePrivate(pkcs8));
        } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
            return Stream.empty();
        }
    }
}
