package dev.rollcall.http.server.directory;

import dev.rollcall.domain.directory.ImportMode;
import dev.rollcall.http.format.UserFormat;
import dev.rollcall.http.server.web.FormBody;
import dev.rollcall.http.server.web.Multipart;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The form that imports a file of users: the mode, and then the file, which is streamed.
 *
 * @param mode what to do if rows are bad
 * @param format the format of the file; empty if unknown
 * @param file the bytes of the file; empty if none was chosen
 */
record ImportForm(ImportMode mode, Optional<UserFormat> format, Optional<InputStream> file) {
    /** The form as initially shown. */
    static final ImportForm BLANK = new ImportForm(ImportMode.ALL, Optional.empty(), Optional.empty());

    private static final int MAX_FIELD = 100;

    /**
     * Reads the form up to the start of the file.
     *
     * @throws Problem.Refusal if the form is invalid
     * @throws IOException if the client disconnects
     */
    static ImportForm read(Multipart parts) throws IOException {
        Optional<ImportMode> mode = Optional.empty();
        for (var next = parts.next(); next.isPresent(); next = parts.next()) {
            Multipart.Part part = next.get();
            switch (part.name()) {
                case "mode" ->
                    mode = Optional.of(mode(FormBody.text(part.content().readNBytes(MAX_FIELD))));
                case "file" -> {
                    return of(mode.orElseThrow(() -> Problem.badParameter("mode must come before the file")), part);
                }
                default -> throw Problem.badParameter("the form must have only the fields mode and file");
            }
        }
        throw Problem.badParameter("file is missing");
    }

    private static ImportMode mode(String word) {
        return Arrays.stream(ImportMode.values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.badParameter("mode must be one of all, each, dry-run"));
    }

    /** If no file was chosen, browsers send one without a name. */
    private static ImportForm of(ImportMode mode, Multipart.Part part) {
        String name = part.fileName().orElse("").toLowerCase(Locale.ROOT);
        return name.isEmpty()
                ? new ImportForm(mode, Optional.empty(), Optional.empty())
                : new ImportForm(mode, format(name, part.type()), Optional.of(part.content()));
    }

    /** The name is more reliable than the type, which browsers derive from installed programs. */
    private static Optional<UserFormat> format(String fileName, String type) {
        return Arrays.stream(UserFormat.values())
                .filter(format -> fileName.endsWith("." + format.word()))
                .findFirst()
                .or(() -> Arrays.stream(UserFormat.values())
                        .filter(format -> format.type().equals(type))
                        .findFirst());
    }

    Optional<String> error() {
        if (file.isEmpty()) {
            return Optional.of("choose a file");
        }
        return format.isPresent()
                ? Optional.empty()
                : Optional.of("the file must be CSV or NDJSON, with a name that ends in .csv or .ndjson");
    }
}
