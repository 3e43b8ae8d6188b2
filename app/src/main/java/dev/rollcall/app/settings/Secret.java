package dev.rollcall.app.settings;

/**
 * Text that is shown to no one.
 *
 * @param value the text
 */
record Secret(String value) {
    /** Returns asterisks. */
    @Override
    public String toString() {
        return "***";
    }
}
