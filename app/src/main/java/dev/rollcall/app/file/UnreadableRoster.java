package dev.rollcall.app.file;

import java.io.Serial;
import java.util.List;

/** A roster file that can't be used. The message has a line for each thing that is wrong, beginning with the file's name. */
public final class UnreadableRoster extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Tells of all problems, of which there must be one or more. */
    UnreadableRoster(List<String> problems) {
        super(String.join("\n", problems));
    }
}
