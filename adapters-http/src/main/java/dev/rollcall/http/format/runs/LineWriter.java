package dev.rollcall.http.format.runs;

import dev.rollcall.domain.run.RunLine;
import java.io.IOException;

/** Writes lines to a file. For one thread. */
interface LineWriter {
    /** Writes a line. */
    void write(RunLine line) throws IOException;

    /** Sends what was written so far. */
    void flush() throws IOException;
}
