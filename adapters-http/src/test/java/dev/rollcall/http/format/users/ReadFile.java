package dev.rollcall.http.format.users;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.directory.imports.Row;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a file that was read to its end, and what it had besides. */
record ReadFile(List<Row> rows, List<String> columns, List<String> ignored, List<String> missing) {
    static final UserFields FIELDS = UserFields.with(List.of("team"));

    static ReadFile of(UserFormat format, String file) {
        return of(format, Map.of(), file);
    }

    static ReadFile of(UserFormat format, Map<String, List<String>> columns, String file) {
        return of(format, columns, Optional.empty(), file.getBytes(UTF_8));
    }

    static ReadFile of(UserFormat format, Map<String, List<String>> columns, Optional<Charset> charset, byte[] file) {
        return of(format, columns, charset, new ByteArrayInputStream(file));
    }

    static ReadFile of(
            UserFormat format, Map<String, List<String>> columns, Optional<Charset> charset, InputStream file) {
        var reading = new UserFile.Reading(format, FIELDS, ColumnMapping.of(FIELDS, columns), charset);
        UserRows rows = new UserFile(reading, () -> file).iterator();
        List<Row> all = new ArrayList<>();
        rows.forEachRemaining(all::add);
        return new ReadFile(all, rows.columns(), rows.ignored(), rows.missing());
    }

    /** Returns the only row's reason, which must be bad. */
    String reason() {
        if (rows.size() == 1 && rows.getFirst() instanceof Row.Bad bad) {
            return bad.reason();
        }
        throw new AssertionError("not one bad row: " + rows);
    }

    static Row good(long line, String id, String name, String email) {
        return good(line, id, Map.of(UserField.NAME, name, UserField.EMAIL, email));
    }

    static Row good(long line, String id, Map<UserField, String> values) {
        return new Row.Good(line, new Upsert(new UserId(id), new Patch(values)));
    }
}
