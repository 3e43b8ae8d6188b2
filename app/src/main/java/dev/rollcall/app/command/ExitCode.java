package dev.rollcall.app.command;

/** The exit codes of the process. */
public final class ExitCode {
    /** Success; a roll call was complete. */
    public static final int DONE = 0;
    /** Failure: the input or output is unusable, or there is an outage. */
    public static final int UNUSABLE = 1;
    /** The command line or the settings are invalid. */
    public static final int WRONG_USAGE = 2;
    /** The roll call is partial, or rows of an import are bad. */
    public static final int PARTIAL = 3;
    /** The plan is held: it is beyond the limits. */
    public static final int HELD = 4;
    /** The server ended by itself, since its embedded database closed itself after a failure of the file; it may be started again. */
    public static final int DATABASE_LOST = 4;
    /** The server ended by itself, since it couldn't accept connections any more; it may be started again. */
    public static final int LISTENER_LOST = 5;

    private ExitCode() {}
}
