package dev.rollcall.app.settings;

/**
 * Text that is never shown.
 *
 * @param value the text
 */
record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
