package dev.rollcall.http.format;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;

/**
 * A CSV text with one more row behind its end. Readers of CSV close an open quote at the end of the text and say nothing; here, that
 * row is then part of the value, so that {@link #isIn} tells a text that was cut off. For one thread.
 */
public final class MarkedEnd extends Reader {
    /** A lone surrogate, which no text has. */
    private static final String MARK = "\uDFFE";

    private final Reader text;
    private final Reader end = new StringReader("\n" + MARK);

    /** Creates it for a text, which is closed with it. */
    public MarkedEnd(Reader text) {
        this.text = text;
    }

    /** Returns whether a row with this last value has the mark in it. */
    public static boolean isIn(String value) {
        return value.endsWith(MARK);
    }

    /** Returns whether the row is the one behind the end. */
    public static boolean is(String value) {
        return value.equals(MARK);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int read = text.read(target, offset, length);
        return read < 0 ? end.read(target, offset, length) : read;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
