package dev.rollcall.http.server.directory;

import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.directory.imports.ImportListener;
import dev.rollcall.domain.directory.imports.ImportMode;
import dev.rollcall.domain.directory.imports.ImportReport;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.users.SpooledFile;
import dev.rollcall.http.format.users.UserFile;
import dev.rollcall.http.server.access.Caller;
import dev.rollcall.http.server.connection.Peer;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Imports files of users as a stream; only their ids are kept in memory. An import ends when its client disconnects. In mode {@code all}
 * the file is spooled to disk, since it is read twice: a few files at a time, with a limit on their total size. Safe for use by many
 * threads.
 */
public final class UserImports {
    /** The maximum number of bad rows reported in detail; all are counted. */
    private static final int MAX_BAD = 1000;
    /** The maximum number of spooled files. */
    private static final int MAX_FILES = 8;
    /** The maximum length of all spooled files together, in bytes. */
    private static final long MAX_SPOOLED = 1L << 30;

    private static final System.Logger LOG = System.getLogger(UserImports.class.getName());

    private final Registrar registrar;
    private final Semaphore files = new Semaphore(MAX_FILES);
    private final AtomicLong spooled = new AtomicLong();

    /**
     * The result of an import.
     *
     * @param report the counts
     * @param bad the first bad rows, in the order of the file
     * @param ignored the columns that no field is in
     * @param missing the columns that fields are mapped to and that the file doesn't have
     */
    record Imported(ImportReport report, List<Row.Bad> bad, List<String> ignored, List<String> missing) {}

    /** Creates it over the use cases. */
    public UserImports(Registrar registrar) {
        this.registrar = registrar;
    }

    /**
     * Creates or changes the users in the file, which is in the body of the request. Idempotent.
     *
     * @throws Problem.Refusal if the file is too large or truncated, or can't be spooled
     * @throws io.helidon.webserver.CloseConnectionException if the client disconnects
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if the directory can't be read or written now
     */
    Imported run(ServerRequest request, UserFile.Reading reading, InputStream file, ImportMode mode)
            throws IOException {
        if (mode == ImportMode.ALL) {
            return spooled(request, reading, file);
        }
        try (var rows = new UserFile(reading, () -> file)) {
            return run(request, rows, rows, mode); // that the client disconnected shows in the body
        }
    }

    private Imported spooled(ServerRequest request, UserFile.Reading reading, InputStream in) throws IOException {
        if (!files.tryAcquire()) {
            throw busy();
        }
        try (SpooledFile file = emptyFile()) {
            var out = new Counted(file.output());
            try {
                fill(in, file, out);
                try (var rows = new UserFile(reading, file)) {
                    return run(request, rows, whileConnected(rows, Peer.of(request)), ImportMode.ALL);
                }
            } finally {
                spooled.addAndGet(-out.count);
            }
        } finally {
            files.release();
        }
    }

    private static SpooledFile emptyFile() {
        try {
            return SpooledFile.create();
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private static void fill(InputStream in, SpooledFile file, OutputStream out) {
        try {
            Body.copy(in, Math.min(MAX_SPOOLED, file.space() / 2), out);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private static Problem.Refusal notKept(IOException why) {
        LOG.log(Level.WARNING, "an import can't be spooled: " + why);
        return new Problem(ProblemType.STORAGE_FULL, "the file can't be kept until it is complete; nothing was saved")
                .refusal();
    }

    private static Problem.Refusal busy() {
        return new Problem(ProblemType.DIRECTORY_BUSY, "too many imports are under way; nothing was saved")
                .with(HeaderValues.create(HeaderNames.RETRY_AFTER, "5"))
                .refusal();
    }

    private static Iterable<Row> whileConnected(Iterable<Row> rows, Peer client) {
        return () -> {
            Iterator<Row> all = rows.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    client.ensureConnected();
                    return all.hasNext();
                }

                @Override
                public Row next() {
                    return all.next();
                }
            };
        };
    }

    private Imported run(ServerRequest request, UserFile file, Iterable<Row> rows, ImportMode mode) {
        List<Row.Bad> bad = new ArrayList<>();
        var listener = new ImportListener() {
            @Override
            public void bad(Row.Bad row) {
                if (bad.size() < MAX_BAD) {
                    bad.add(row);
                }
            }

            @Override
            public void claim(long bytes) {
                Peer.of(request).claim(bytes);
            }
        };
        ImportReport report =
                registrar.importUsers(rows, mode, Caller.of(request).actor(), listener);
        return new Imported(report, bad, file.ignored(), file.missing());
    }

    /** Counts bytes into the total, which it doesn't let grow too large. */
    private final class Counted extends FilterOutputStream {
        private long count;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count += length;
            if (spooled.addAndGet(length) > MAX_SPOOLED) {
                throw busy();
            }
            out.write(bytes, offset, length);
        }
    }
}
