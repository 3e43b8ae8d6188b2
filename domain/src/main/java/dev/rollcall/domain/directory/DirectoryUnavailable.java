package dev.rollcall.domain.directory;

import java.io.Serial;

/** The directory can't be read or written now. A later retry may succeed. */
public final class DirectoryUnavailable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why it is unavailable. */
    public enum Reason {
        /** The database doesn't answer or refused. */
        OUTAGE,
        /** Too much work of the same kind is under way. */
        BUSY,
        /** It took too long, and was cancelled. */
        SLOW,
        /** The database has no space left for changes; it can be read. */
        FULL
    }

    /** Wraps the failure of the driver: an outage. */
    public DirectoryUnavailable(String message, Throwable cause) {
        this(Reason.OUTAGE, message, cause);
    }

    /** Wraps the failure of the driver. */
    public DirectoryUnavailable(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Creates it for a refusal of our own. */
    public DirectoryUnavailable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns why the directory is unavailable. */
    public Reason reason() {
        return reason;
    }
}
