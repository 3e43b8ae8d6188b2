package dev.rollcall.http.format.users;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.TextReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds users in the rows of a file by a mapping, and remembers the columns that it saw, and those it used. For one thread. */
final class MappedUsers {
    /** How many columns are remembered: of a table all; of objects with other members each, the first ones. */
    private static final int MAX_COLUMNS = 1000;
    /** The maximum length of a bad value as shown, in characters. */
    private static final int SHOWN = 100;

    private final ColumnMapping mapping;
    private final UserFields fields;
    private final TextReader text;
    private final Map<String, String> seen = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private boolean isUsable = true;

    MappedUsers(ColumnMapping mapping, UserFields fields, TextReader text) {
        this.mapping = mapping;
        this.fields = fields;
        this.text = text;
    }

    /** Remembers a column that the file has. */
    void see(String column) {
        String key = ColumnValues.key(column);
        if (!key.isEmpty() && seen.size() < MAX_COLUMNS) {
            seen.putIfAbsent(key, TextReader.readable(Text.trimmed(column)));
        }
    }

    List<String> columns() {
        return List.copyOf(seen.values());
    }

    /** Says that no row is read, so that no column is ignored. */
    void useNone() {
        isUsable = false;
    }

    List<String> ignored() {
        return !isUsable
                ? List.of()
                : seen.entrySet().stream()
                        .filter(column -> !isUsed(column.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
    }

    private boolean isUsed(String key) {
        return used.stream()
                .anyMatch(name -> name.equals(key) || name.equals("/" + key) || name.startsWith("/" + key + "/"));
    }

    List<String> missing() {
        return mapping.missing(key -> used.contains(key) ? Optional.of("") : Optional.empty());
    }

    /** Returns whether the id is in one of the columns with these names. */
    boolean hasId(List<String> names) {
        List<String> keys = names.stream().map(ColumnValues::key).toList();
        return mapping.id(key -> Optional.of(key).filter(keys::contains)).isPresent();
    }

    /** Uses the columns that the mapping finds in a header row, and returns whether the id is among them. */
    boolean bind(ColumnValues header) {
        ColumnValues watched = watched(header);
        fields.all().forEach(field -> mapping.value(field, watched));
        return mapping.id(watched).isPresent();
    }

    private ColumnValues watched(ColumnValues row) {
        return key -> {
            Optional<String> value = row.value(key);
            if (value.isPresent() && used.size() < MAX_COLUMNS) {
                used.add(key);
            }
            return value;
        };
    }

    /**
     * Returns the user in a row; a bad row if a value is invalid.
     *
     * @param line the first line of the row
     * @param shown the row as text
     */
    Row row(long line, ColumnValues values, String shown) {
        ColumnValues row = watched(values);
        String column = "id";
        String value = shown;
        try {
            Optional<String> id = mapping.id(row);
            if (id.isEmpty()) {
                return bad(line, column, shown, "id is missing");
            }
            value = id.get();
            UserId user = UserId.of(value);
            Map<UserField, String> found = new HashMap<>();
            for (UserField field : fields.all()) {
                column = field.name();
                value = shown;
                Optional<String> given = mapping.value(field, row);
                if (given.isPresent()) {
                    value = given.get();
                    found.put(field, field.checked(value));
                }
            }
            return new Row.Good(line, new Upsert(user, new Patch(found)));
        } catch (IllegalArgumentException e) {
            return bad(line, column, value, reason(line, value, e));
        }
    }

    private String reason(long line, String value, IllegalArgumentException invalid) {
        Optional<String> badByte = TextReader.isBad(value) ? badByte(line) : Optional.empty();
        return badByte.orElse(String.valueOf(invalid.getMessage()));
    }

    /** Returns what is wrong with the first bytes from this line on that aren't text. */
    Optional<String> badByte(long line) {
        return text.badByteFrom(line).map(TextReader.BadByte::reason);
    }

    /** Returns a row that is bad as a whole. */
    static Row.Bad bad(long line, List<String> values, String reason) {
        return bad(line, "", String.join(",", values), reason);
    }

    static Row.Bad bad(long line, String column, String value, String reason) {
        return new Row.Bad(line, column, shown(TextReader.readable(value)), reason);
    }

    private static String shown(String value) {
        if (value.length() <= SHOWN) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return value.substring(0, end) + "…";
    }
}
