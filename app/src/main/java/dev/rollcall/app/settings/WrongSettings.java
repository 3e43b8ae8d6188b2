package dev.rollcall.app.settings;

import java.io.Serial;
import java.util.List;

/** The settings are invalid. The message has a line for each problem, and contains no secret. */
public final class WrongSettings extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates it for problems, each a sentence that begins with a setting. */
    public WrongSettings(List<String> problems) {
        super("Invalid settings:\n- " + String.join("\n- ", problems));
    }
}
