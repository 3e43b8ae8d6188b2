package dev.rollcall.app.wiring;

/** Why an application ended. */
public enum Ending {
    /** It was closed. */
    CLOSED,
    /** Its embedded database closed itself after a failure of the file; nothing else is closed. The process must end at once. */
    DATABASE_LOST,
    /** The server can't accept connections any more; nothing else is closed. The process must end. */
    LISTENER_LOST
}
