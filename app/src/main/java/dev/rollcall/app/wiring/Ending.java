package dev.rollcall.app.wiring;

/** Why an application ended. */
public enum Ending {
    /** It was closed. */
    CLOSED("closed"),
    /** Its embedded database closed itself after a failure of the file; nothing else is closed. The process must end at once. */
    DATABASE_LOST(
            "the database has closed itself after a failure of its file, and opens again only in a new process: ending."
                    + " What was acknowledged is in the file"),
    /** The server can't accept connections any more; nothing else is closed. The process must end. */
    LISTENER_LOST("no more connections can be accepted, and not before a new start: ending."
            + " Are too many files open (ulimit -n)?");

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /** Returns the reason, for people. */
    public String text() {
        return text;
    }
}
