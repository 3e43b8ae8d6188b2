package dev.rollcall.http.server;

import dev.rollcall.domain.RollCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The forms in which a roll call is downloaded. */
enum AnswerFormat {
    /** One JSON document. */
    JSON("application/json") {
        @Override
        void write(RollCall call, OutputStream out) throws IOException {
            RollCallJson.write(call, out);
        }
    },
    /** An answer a line, and a last line that says what they came to. */
    NDJSON("application/x-ndjson") {
        @Override
        void write(RollCall call, OutputStream out) throws IOException {
            RollCallJson.writeLines(call, out);
        }
    },
    /** A table with a row for each answer. */
    CSV("text/csv; charset=utf-8") {
        @Override
        void write(RollCall call, OutputStream out) throws IOException {
            AnswerTable.write(call, out);
        }
    };

    private final String type;

    AnswerFormat(String type) {
        this.type = type;
    }

    abstract void write(RollCall call, OutputStream out) throws IOException;

    /** Returns the bytes of the file. */
    byte[] write(RollCall call) {
        var bytes = new ByteArrayOutputStream(8 * 1024);
        try {
            write(call, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the media type. */
    String type() {
        return type;
    }

    /** Returns the media type without its parameters. */
    String bareType() {
        return type.replaceFirst(";.*", "");
    }

    /** Returns the form as a word, in lower case, as files of this form end in their names. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
