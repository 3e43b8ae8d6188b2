package dev.rollcall.app;

/** How somebody looks at the pages: with the script or without, in which colours, and on how wide a screen. */
enum View {
    LIGHT(true, "light", 1280),
    DARK(true, "dark", 1280),
    PHONE(true, "light", 390),
    LIGHT_WITHOUT_SCRIPT(false, "light", 1280),
    DARK_WITHOUT_SCRIPT(false, "dark", 1280),
    PHONE_WITHOUT_SCRIPT(false, "dark", 390);

    private final boolean scripted;
    private final String colours;
    private final int width;

    View(boolean scripted, String colours, int width) {
        this.scripted = scripted;
        this.colours = colours;
        this.width = width;
    }

    /** Returns whether JavaScript is on. */
    boolean isScripted() {
        return scripted;
    }

    /** Returns the preferred colour scheme, as style sheets call it. */
    String colours() {
        return colours;
    }

    /** Returns the width of the screen, in CSS pixels. */
    int width() {
        return width;
    }
}
