package dev.rollcall.app.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * A line on a terminal that tells how many rows are done, and how many a second; nothing where there is no terminal. It is written
 * anew a few times a second, and wiped out at the end. For one thread.
 */
final class Progress implements AutoCloseable {
    private static final long PAUSE = Duration.ofMillis(200).toNanos();
    /** Goes to the beginning of the line and clears it (ECMA-48, EL). */
    private static final String CLEAR = "\r\u001B[K";

    private final PrintStream terminal;
    private final boolean isShown;
    private final long start = System.nanoTime();
    private long shown = start;
    private long rows;

    Progress(Shell shell) {
        this.terminal = shell.err();
        this.isShown = shell.isTerminal();
    }

    /** Counts one more row. */
    void row() {
        rows++;
        if (isShown && rows % 100 == 0 && System.nanoTime() - shown > PAUSE) {
            shown = System.nanoTime();
            double seconds = (shown - start) / 1e9;
            terminal.print(CLEAR + String.format(Locale.ROOT, "%,d rows, %,.0f/s", rows, rows / seconds));
            terminal.flush();
        }
    }

    /** Writes a line of its own above. */
    void say(String line) {
        clear();
        terminal.println(line);
    }

    private void clear() {
        if (isShown && shown > start) {
            terminal.print(CLEAR);
        }
    }

    @Override
    public void close() {
        clear();
        terminal.flush();
    }
}
