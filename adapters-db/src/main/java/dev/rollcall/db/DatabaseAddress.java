package dev.rollcall.db;

import dev.rollcall.domain.Quoted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The location of a database and the credentials for it. Neither {@link #toString()} nor a message of this module shows a password.
 *
 * @param url a JDBC URL that starts with {@code jdbc:h2:} or {@code jdbc:postgresql:}
 * @param username the database user; empty to leave it to the URL or the driver
 * @param password that user's password; may be empty
 * @param poolSize the maximum number of connections, 1 to {@value #MAX_POOL_SIZE}
 */
public record DatabaseAddress(String url, String username, String password, int poolSize) {
    /** The largest pool size. */
    public static final int MAX_POOL_SIZE = 1000;

    private static final Pattern PASSWORD_SETTING = Pattern.compile("(password\\s*=).*", Pattern.CASE_INSENSITIVE);

    /**
     * Validates URL and pool size.
     *
     * @throws IllegalArgumentException if the URL is of another database or contains {@code user:password@}, or the pool size is
     *     out of range; the message says what is valid
     */
    public DatabaseAddress {
        if (Dialect.of(url).isEmpty()) {
            throw new IllegalArgumentException("the database URL must start with jdbc:h2: or jdbc:postgresql:, unlike "
                    + Quoted.of(withoutSettings(url)));
        }
        if (Dialect.of(url).orElseThrow() == Dialect.POSTGRESQL
                && withoutSettings(url).contains("@")) {
            throw new IllegalArgumentException(
                    "the database URL must not contain user:password@; user name and password have their own settings");
        }
        if (poolSize < 1 || poolSize > MAX_POOL_SIZE) {
            throw new IllegalArgumentException(
                    "the database pool must have 1 to %s connections, not %s".formatted(MAX_POOL_SIZE, poolSize));
        }
    }

    /** Returns the URL without its settings, which may contain a password. */
    String shownUrl() {
        return withoutSettings(url);
    }

    /** Returns a driver's message with the passwords removed. */
    String withoutSecrets(String text) {
        return PASSWORD_SETTING
                .matcher(text.replace(url, shownUrl()))
                .replaceAll(setting -> Matcher.quoteReplacement(setting.group(1) + "…"));
    }

    Dialect dialect() {
        return Dialect.of(url).orElseThrow();
    }

    /** Returns the address without password and without the URL's settings. */
    @Override
    public String toString() {
        return "DatabaseAddress[url=%s, username=%s, poolSize=%s]".formatted(shownUrl(), username, poolSize);
    }

    private static String withoutSettings(String url) {
        return url.split("[;?]", 2)[0];
    }
}
