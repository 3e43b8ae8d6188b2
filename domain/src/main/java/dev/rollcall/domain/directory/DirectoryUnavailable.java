package dev.rollcall.domain.directory;

import java.io.Serial;

/** The directory can't be read or written now: its database doesn't answer or refused. A later retry may succeed. */
public final class DirectoryUnavailable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Wraps the failure of the driver. */
    public DirectoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
