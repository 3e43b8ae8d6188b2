package dev.rollcall.domain.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a token's text (FIPS 180-4), which is all that is kept of it. Since a token has 256 random bits, nobody finds it from its
 * hash; and how long a search for a hash takes tells nothing of a token.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record TokenHash(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /**
     * Validates it.
     *
     * @throws IllegalArgumentException if it isn't such a hash
     */
    public TokenHash {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a hash must be 64 hexadecimal digits");
        }
    }

    /** Returns the hash of a text, which may be any. */
    public static TokenHash of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new TokenHash(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
