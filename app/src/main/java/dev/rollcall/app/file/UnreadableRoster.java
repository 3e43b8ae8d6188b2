package dev.rollcall.app.file;

import java.io.Serial;
import java.util.List;

/** A roster file is unusable. The message has a line for each problem, each starting with the name of the file. */
public final class UnreadableRoster extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableRoster(List<String> problems) {
        super(String.join("\n", problems));
    }
}
