package dev.rollcall.http.server.directory;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.imports.ImportMode;
import dev.rollcall.http.format.TextReader;
import dev.rollcall.http.format.users.ColumnMapping;
import dev.rollcall.http.format.users.UserFile;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a file is imported, as a query or a form says: its mode, its charset, and the columns of the fields.
 *
 * @param mode what to do if rows are bad
 * @param fields the fields of users
 * @param columns the columns by the names of those fields that are mapped, as they are given
 * @param charset the charset of the file; empty if it isn't said
 */
record ImportParameters(
        ImportMode mode, UserFields fields, Map<String, List<String>> columns, Optional<Charset> charset) {
    private static final String COLUMNS_OF = "map.";

    /** Returns those of a form as initially shown. */
    static ImportParameters initial(UserFields fields) {
        return new ImportParameters(ImportMode.ALL, fields, Map.of(), Optional.empty());
    }

    /** Returns the names of all parameters. */
    static Set<String> names(UserFields fields) {
        Set<String> names = new HashSet<>(Set.of("mode", "charset"));
        fields.names().forEach(field -> names.add(COLUMNS_OF + field));
        return names;
    }

    /**
     * Reads them.
     *
     * @throws Problem.Refusal if one is invalid
     */
    static ImportParameters of(Parameters given, UserFields fields) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        fields.names().forEach(field -> columns.put(field, given.all(COLUMNS_OF + field)));
        var read = new ImportParameters(
                given.oneOf("mode", ImportMode.values(), ImportMode::word).orElse(ImportMode.ALL),
                fields,
                columns,
                given.read("charset", "a charset, such as UTF-8, UTF-16LE or windows-1252", TextReader::charset));
        read.mapping();
        return read;
    }

    /** Returns the same with this charset. */
    ImportParameters in(Optional<Charset> charset) {
        return new ImportParameters(mode, fields, columns, charset);
    }

    private ColumnMapping mapping() {
        try {
            return ColumnMapping.of(fields, columns);
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter(COLUMNS_OF + e.getMessage());
        }
    }

    /** Returns whether something is said of the columns or the charset. */
    boolean isMapped() {
        return charset.isPresent()
                || columns.values().stream().flatMap(List::stream).anyMatch(column -> !column.isEmpty());
    }

    /** Returns the column that a field is mapped to, of several the one with this index; empty text if there is none. */
    String column(String field, int index) {
        List<String> all = columns.getOrDefault(field, List.of());
        return index < all.size() ? all.get(index) : "";
    }

    /** Returns how a file in this format is read. */
    UserFile.Reading reading(UserFormat format) {
        return new UserFile.Reading(format, fields, mapping(), charset);
    }
}
