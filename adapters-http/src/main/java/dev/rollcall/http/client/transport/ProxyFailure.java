package dev.rollcall.http.client.transport;

import java.io.IOException;
import java.io.Serial;

/** A proxy opened no tunnel. The message names the proxy and says why, in words; it shows no credentials. */
public final class ProxyFailure extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What to do about a failure. */
    public enum Kind {
        /** Try again: the proxy, or what is behind it, may be there later. */
        TRANSIENT,
        /** Nothing: it would be the same again. */
        PERMANENT,
        /** Change our credentials; more attempts could lock them out. */
        CREDENTIALS
    }

    ProxyFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Returns what to do about it. */
    public Kind kind() {
        return kind;
    }
}
