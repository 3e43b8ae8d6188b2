package dev.rollcall.http.format;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.rollcall.RollCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The forms in which a roll call is downloaded. */
public enum RollCallFormat {
    /** One JSON document. */
    JSON(MediaTypes.JSON) {
        @Override
        void write(RollCall call, OutputStream out) throws IOException {
            RollCallJson.write(call, out);
        }
    },
    /** An answer a line, and a last line that says what they came to. */
    NDJSON(MediaTypes.NDJSON) {
        @Override
        void write(RollCall call, OutputStream out) throws IOException {
            RollCallJson.writeLines(call, out);
        }
    },
    /** A table with a row for each answer. */
    CSV(MediaTypes.CSV) {
        @Override
        void write(RollCall call, OutputStream out) throws IOException {
            RollCallCsv.write(call, out);
        }
    };

    private final String type;

    RollCallFormat(String type) {
        this.type = type;
    }

    abstract void write(RollCall call, OutputStream out) throws IOException;

    /** Returns the bytes of the file. */
    public byte[] write(RollCall call) {
        var bytes = new ByteArrayOutputStream(8 * 1024);
        try {
            write(call, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the media type. */
    public String type() {
        return type;
    }

    /** Returns the form as a word, in lower case, as files of this form end in their names. */
    public String word() {
        return Text.word(this);
    }
}
