package dev.rollcall.http.server.connection;

import java.io.Serial;

/** There is no room for a request now. */
public final class Overload extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Overload() {
        super("the server is overloaded", null, false, false);
    }
}
