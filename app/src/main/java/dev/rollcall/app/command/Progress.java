package dev.rollcall.app.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * A progress line on a terminal: rows done and rows per second, updated every 200 ms and erased at the end. Without a terminal, it
 * prints nothing. Not thread-safe.
 */
final class Progress implements AutoCloseable {
    private static final long PAUSE = Duration.ofMillis(200).toNanos();
    /** Returns to the start of the line and erases it (ECMA-48, EL). */
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

    /** Counts a row. */
    void row() {
        rows++;
        if (isShown && rows % 100 == 0 && System.nanoTime() - shown > PAUSE) {
            shown = System.nanoTime();
            double seconds = (shown - start) / 1e9;
            terminal.print(CLEAR + String.format(Locale.ROOT, "%,d rows, %,.0f/s", rows, rows / seconds));
            terminal.flush();
        }
    }

    /** Shows a line in place of the last one. */
    void show(String line) {
        if (isShown) {
            shown = System.nanoTime();
            terminal.print(CLEAR + line);
            terminal.flush();
        }
    }

    /** Prints a line in place of the progress, which follows below. */
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
