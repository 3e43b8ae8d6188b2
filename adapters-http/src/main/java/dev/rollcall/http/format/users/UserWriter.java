package dev.rollcall.http.format.users;

import dev.rollcall.domain.User;
import java.io.IOException;

/** Writes users to a stream, one by one. For one thread. */
public interface UserWriter {
    /**
     * Writes a user.
     *
     * @throws java.io.UncheckedIOException if the stream can't be written
     */
    void write(User user);

    /** Writes what is still buffered; to be called after the last user. */
    void finish() throws IOException;
}
