package dev.rollcall.app.command;

/** What a process ends with. */
public final class ExitCode {
    /** Done; a roll call was complete. */
    public static final int DONE = 0;
    /** The input is unusable, or something that is needed doesn't work. */
    public static final int UNUSABLE = 1;
    /** The command line or the settings are wrong. */
    public static final int WRONG_USAGE = 2;
    /** The roll call was partial, or rows of an import were left out. */
    public static final int PARTIAL = 3;

    private ExitCode() {}
}
