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

/** Imports files of users as they come in, in constant memory. */
final class UserImports {
    /** How many bad rows are named; all are counted. */
    private static final int MAX_BAD = 1000;
    /** The longest file of which all or nothing is to be saved, in bytes: it has to be kept, to be read twice. */
    private static final long MAX_FILE = 1L << 30;

    private final Registrar registrar;

    /**
     * What an import came to.
     *
     * @param report the numbers
     * @param bad the first bad rows, in the order of the file
     */
    record Imported(ImportReport report, List<Row.Bad> bad) {}

    UserImports(Registrar registrar) {
        this.registrar = registrar;
    }

    /**
     * Creates or replaces the users of the file. Repeating it changes nothing more.
     *
     * @param by who does it
     * @throws Problem.Refusal if the file is too long, or ends too early
     * @throws IOException if it can't be kept meanwhile
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if the directory can't be read or written now
     */
    Imported run(UserFormat format, InputStream file, ImportMode mode, Actor by) throws IOException {
        return mode == ImportMode.ALL ? kept(format, file, by) : run(format, () -> file, mode, by);
    }

    private Imported kept(UserFormat format, InputStream in, Actor by) throws IOException {
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
