package dev.rollcall.db;

import dev.rollcall.domain.Quoted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is, and how to be let in. Neither {@link #toString()} nor a message of this module shows a password.
 *
 * @param url a JDBC URL that begins with {@code jdbc:h2:} or {@code jdbc:postgresql:}
 * @param username the user of the database; empty to leave it to the URL or to the driver
 * @param password that user's password; may be empty
 * @param poolSize the most connections at once, 1 to {@value #MAX_POOL_SIZE}
 */
public record DatabaseAddress(String url, String username, String password, int poolSize) {
    /** The most connections that a pool may have. */
    public static final int MAX_POOL_SIZE = 1000;

    private static final Pattern PASSWORD_SETTING = Pattern.compile("(password\\s*=).*", Pattern.CASE_INSENSITIVE);

    /**
     * Checks URL and pool size.
     *
     * @throws IllegalArgumentException if the URL is of another database or holds {@code user:password@}, or the pool size is
     *     out of range; the message says what would be right
     */
    public DatabaseAddress {
        if (Dialect.of(url).isEmpty()) {
            throw new IllegalArgumentException(
                    "the database's URL must begin with jdbc:h2: or jdbc:postgresql: and not be "
                            + Quoted.of(withoutSettings(url)));
        }
        if (Dialect.of(url).orElseThrow() == Dialect.POSTGRESQL
                && withoutSettings(url).contains("@")) {
            throw new IllegalArgumentException(
                    "the database's URL must not hold user:password@; user name and password have settings of their own");
        }
        if (poolSize < 1 || poolSize > MAX_POOL_SIZE) {
            throw new IllegalArgumentException(
                    "the database's pool must be of 1 to %s connections: %s".formatted(MAX_POOL_SIZE, poolSize));
        }
    }

    /** Returns the URL without its settings, among which there may be a password. */
    String shownUrl() {
        return withoutSettings(url);
    }

    /** Returns the text, which a driver wrote, without what must not be shown. */
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
