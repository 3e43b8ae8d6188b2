package dev.rollcall.http.client.response;

import java.io.IOException;
import java.io.Serial;

/** An answer that can't be read as the user who was asked for; the message says what is wrong with it, and where. */
public final class Malformed extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
        super(message);
    }
}
