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
 * The form that imports a file of users: how, and then the file, which is read as it comes in.
 *
 * @param mode what is to become of the file
 * @param format the form of the file; empty if it is unknown
 * @param file the bytes of the file; empty if none was chosen
 */
record ImportForm(ImportMode mode, Optional<UserFormat> format, Optional<InputStream> file) {
    /** The form as it is shown first. */
    static final ImportForm BLANK = new ImportForm(ImportMode.ALL, Optional.empty(), Optional.empty());

    private static final int MAX_FIELD = 100;

    /**
     * Reads the form up to the beginning of the file.
     *
     * @throws Problem.Refusal if it is another form
     * @throws IOException if the client goes away
     */
    static ImportForm read(Multipart parts) throws IOException {
        Optional<ImportMode> mode = Optional.empty();
        for (var next = parts.next(); next.isPresent(); next = parts.next()) {
            Multipart.Part part = next.get();
            switch (part.name()) {
                case "mode" ->
                    mode = Optional.of(mode(FormBody.text(part.content().readNBytes(MAX_FIELD))));
                case "file" -> {
                    return of(mode.orElseThrow(() -> Problem.badParameter("mode must stand before the file")), part);
                }
                default -> throw Problem.badParameter("the form has the fields mode and file, and no others");
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

    /** A browser sends a file without a name if none was chosen. */
    private static ImportForm of(ImportMode mode, Multipart.Part part) {
        String name = part.fileName().orElse("").toLowerCase(Locale.ROOT);
        return name.isEmpty()
                ? new ImportForm(mode, Optional.empty(), Optional.empty())
                : new ImportForm(mode, format(name, part.type()), Optional.of(part.content()));
    }

    /** The name is more to be trusted than the type, which browsers take from what is installed. */
    private static Optional<UserFormat> format(String fileName, String type) {
        return Arrays.stream(UserFormat.values())
                .filter(format -> fileName.endsWith("." + format.word()))
                .findFirst()
                .or(() -> Arrays.stream(UserFormat.values())
                        .filter(format -> format.type().equals(type))
                        .findFirst());
    }

    /** Returns what is wrong with the file. */
    Optional<String> error() {
        if (file.isEmpty()) {
            return Optional.of("choose a file");
        }
        return format.isPresent()
                ? Optional.empty()
                : Optional.of("the file must be CSV or NDJSON, and its name end in .csv or .ndjson");
    }
}
