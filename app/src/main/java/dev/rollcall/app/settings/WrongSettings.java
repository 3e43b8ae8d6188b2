package dev.rollcall.app.settings;

import java.io.Serial;
import java.util.List;

/** Settings that can't be used. The message has a line for each thing that is wrong, and holds no secret. */
public final class WrongSettings extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Tells of all problems, of which there must be one or more. */
    WrongSettings(List<String> problems) {
        super("The settings are wrong:\n- " + String.join("\n- ", problems));
    }
}
