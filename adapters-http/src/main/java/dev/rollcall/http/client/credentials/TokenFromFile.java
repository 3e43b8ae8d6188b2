package dev.rollcall.http.client.credentials;

import dev.rollcall.http.client.api.Credentials;
import dev.rollcall.http.client.api.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bearer token in a file that something else renews, such as Kubernetes. The file is looked at once a second, and after a 401. While it
 * can't be read or has no token, the last one is used.
 */
final class TokenFromFile implements Authorization {
    /** RFC 6750, section 2.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,8000}=*");

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final System.Logger LOGGER = System.getLogger(TokenFromFile.class.getName());

    private final Path file;
    private final Secrets secrets;
    private Optional<String> current = Optional.empty();
    private Optional<State> read = Optional.empty();
    private long lookedAt;

    private record State(FileTime modified, long size) {}

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it can't be read or has no token; the message says which file
     */
    TokenFromFile(Path file, Secrets secrets) {
        this.file = file;
        this.secrets = secrets;
        this.lookedAt = System.nanoTime();
        try {
            look();
        } catch (IOException e) {
            throw new IllegalArgumentException("can't read the token in " + file, e);
        }
        if (current.isEmpty()) {
            throw new IllegalArgumentException("there is no token in " + file);
        }
    }

    @Override
    public synchronized Optional<String> current() {
        long now = System.nanoTime();
        if (now - lookedAt >= INTERVAL) {
            tryToLook(now);
        }
        return current;
    }

    @Override
    public synchronized boolean rejected(String used, long now) {
        tryToLook(now);
        return current.isPresent() && !current.get().equals(used);
    }

    private void tryToLook(long now) {
        lookedAt = now;
        try {
            look();
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "The token in {0} can't be read: the last one is used", file);
        }
    }

    private void look() throws IOException {
        var state = new State(Files.getLastModifiedTime(file), Files.size(file));
        if (read.equals(Optional.of(state))) {
            return;
        }
        String text = Files.readString(file).stripTrailing();
        read = Optional.of(state);
        if (TOKEN.matcher(text).matches()) {
            current = Optional.of(Credentials.bearer(text));
            secrets.addAuthorization(current.get());
        } else {
            LOGGER.log(System.Logger.Level.WARNING, "The file {0} has no token: the last one is used", file);
        }
    }
}
