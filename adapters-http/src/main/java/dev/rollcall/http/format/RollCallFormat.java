package dev.rollcall.http.format;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.rollcall.RollCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The file formats of a roll call. */
public enum RollCallFormat {
    /** One JSON document. */
    JSON(MediaTypes.JSON) {
        @Override
        void write(RollCall call, UserFields fields, OutputStream out) throws IOException {
            RollCallJson.write(call, out);
        }
    },
    /** One answer per line, then a line with the summary. */
    NDJSON(MediaTypes.NDJSON) {
        @Override
        void write(RollCall call, UserFields fields, OutputStream out) throws IOException {
            RollCallJson.writeLines(call, out);
        }
    },
    /** A table with one row per answer. */
    CSV(MediaTypes.CSV) {
        @Override
        void write(RollCall call, UserFields fields, OutputStream out) throws IOException {
            RollCallCsv.write(call, fields, out);
        }
    };

    private final String type;

    RollCallFormat(String type) {
        this.type = type;
    }

    abstract void write(RollCall call, UserFields fields, OutputStream out) throws IOException;

    /**
     * Returns the bytes of the file.
     *
     * @param fields the columns of a table, so that they don't depend on who is present
     */
    public byte[] write(RollCall call, UserFields fields) {
        var bytes = new ByteArrayOutputStream(8 * 1024);
        try {
            write(call, fields, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the media type. */
    public String type() {
        return type;
    }

    /** Returns the name in lower case, which is also the extension of file names. */
    public String word() {
        return Text.word(this);
    }
}
