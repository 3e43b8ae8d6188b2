package dev.rollcall.http.client.response;

import java.io.IOException;
import java.io.Serial;

/** A response that isn't valid HTTP, or can't be read as the requested user; the message says what is wrong, and where. */
public final class Malformed extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
        super(message);
    }
}
