package dev.rollcall.http.server.directory;

import dev.rollcall.domain.UserFields;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.server.web.FormBody;
import dev.rollcall.http.server.web.Multipart;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The form that imports a file of users: how it is read, and then the file, which is streamed.
 *
 * @param parameters how the file is read
 * @param isSent whether it was sent, or is shown blank
 * @param format the format of the file; empty if unknown
 * @param file the bytes of the file; empty if none was chosen
 */
record ImportForm(
        ImportParameters parameters, boolean isSent, Optional<UserFormat> format, Optional<InputStream> file) {
    private static final int MAX_FIELD = 1000;

    /** Returns the form as initially shown. */
    static ImportForm blank(UserFields fields) {
        return new ImportForm(ImportParameters.initial(fields), false, Optional.empty(), Optional.empty());
    }

    /**
     * Reads the form up to the start of the file.
     *
     * @throws Problem.Refusal if the form is invalid
     * @throws IOException if the client disconnects
     */
    static ImportForm read(Multipart parts, UserFields fields) throws IOException {
        Set<String> known = ImportParameters.names(fields);
        Map<String, List<String>> values = new HashMap<>();
        for (var next = parts.next(); next.isPresent(); next = parts.next()) {
            Multipart.Part part = next.get();
            if (part.name().equals("file")) {
                if (!values.containsKey("mode")) {
                    throw Problem.badParameter("mode must come before the file, as all fields must");
                }
                return of(ImportParameters.of(Parameters.ofForm(values, known), fields), part);
            }
            if (values.size() > known.size()) {
                throw Problem.badParameter("the form has too many fields");
            }
            values.computeIfAbsent(part.name(), none -> new ArrayList<>())
                    .add(FormBody.text(part.content().readNBytes(MAX_FIELD)));
        }
        throw Problem.badParameter("file is missing, which must be the last field of the form");
    }

    /** If no file was chosen, browsers send one without a name. Its extension tells more than the type, which they get from programs. */
    private static ImportForm of(ImportParameters parameters, Multipart.Part part) {
        String name = part.fileName().orElse("");
        return name.isEmpty()
                ? new ImportForm(parameters, true, Optional.empty(), Optional.empty())
                : new ImportForm(
                        parameters,
                        true,
                        UserFormat.ofName(name).or(() -> UserFormat.ofType(part.type())),
                        Optional.of(part.content()));
    }

    /** Returns what is wrong with it; empty if nothing is, and in a blank one. */
    Optional<String> error() {
        if (!isSent) {
            return Optional.empty();
        }
        if (file.isEmpty()) {
            return Optional.of("choose a file");
        }
        return format.isPresent()
                ? Optional.empty()
                : Optional.of(
                        "the file must be CSV, NDJSON or JSON, with a name that ends in .csv, .tsv, .ndjson or .json");
    }
}
