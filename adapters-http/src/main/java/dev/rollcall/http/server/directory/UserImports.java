package dev.rollcall.http.server.directory;

import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.ImportMode;
import dev.rollcall.domain.directory.ImportReport;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.directory.Row;
import dev.rollcall.http.format.UserFile;
import dev.rollcall.http.format.UserFormat;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Imports files of users as a stream, in constant memory. */
final class UserImports {
    /** The maximum number of bad rows reported in detail; all are counted. */
    private static final int MAX_BAD = 1000;
    /** The maximum length of a file in mode {@code all}, in bytes: it is spooled to disk, since it is read twice. */
    private static final long MAX_FILE = 1L << 30;

    private final Registrar registrar;

    /**
     * The result of an import.
     *
     * @param report the counts
     * @param bad the first bad rows, in the order of the file
     */
    record Imported(ImportReport report, List<Row.Bad> bad) {}

    UserImports(Registrar registrar) {
        this.registrar = registrar;
    }

    /**
     * Creates or replaces the users in the file. Idempotent.
     *
     * @param by who imports
     * @throws Problem.Refusal if the file is too large or truncated
     * @throws IOException if it can't be spooled
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if the directory can't be read or written now
     */
    Imported run(UserFormat format, InputStream file, ImportMode mode, Actor by) throws IOException {
        return mode == ImportMode.ALL ? spooled(format, file, by) : run(format, () -> file, mode, by);
    }

    private Imported spooled(UserFormat format, InputStream in, Actor by) throws IOException {
        Path file = Files.createTempFile("rollcall-import-", "." + format.word());
        try {
            Body.copy(in, MAX_FILE, file);
            return run(format, () -> Files.newInputStream(file), ImportMode.ALL, by);
        } finally {
            Files.delete(file);
        }
    }

    private Imported run(UserFormat format, UserFile.Source source, ImportMode mode, Actor by) throws IOException {
        List<Row.Bad> bad = new ArrayList<>();
        try (var rows = new UserFile(format, source)) {
            ImportReport report = registrar.importUsers(rows, mode, by, row -> {
                if (bad.size() < MAX_BAD) {
                    bad.add(row);
                }
            });
            return new Imported(report, bad);
        }
    }
}
