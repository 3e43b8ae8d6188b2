package dev.rollcall.http.format.users;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which columns of a file a user's id and fields are in: each is in the column with its name, unless it is mapped to others. Names of
 * columns are compared without regard to case.
 *
 * <p>A field that is mapped to several columns is their values with a space between; a flag is true if one of them is. A flag can be mapped
 * to the opposite of a column, {@code !COLUMN}, and to whether a column has a value, {@code COLUMN=VALUE}, in any case. In
 * JSON, a column is a member, or what a JSON Pointer (RFC 6901) points to. Immutable.
 */
public final class ColumnMapping {
    /** Each field is in the column with its name. */
    public static final ColumnMapping BY_NAME = new ColumnMapping(Map.of());

    private static final String ID = "id";

    private final Map<String, List<Source>> mapped;

    /** A column, as it is written and in parts; what looks like an operator may be a part of its name. */
    private record Source(String text, String whole, String column, boolean isInverse, Optional<String> value) {
        static Source of(String text, boolean isFlag) {
            if (!isFlag) {
                String key = ColumnValues.key(text);
                return new Source(text, key, key, false, Optional.empty());
            }
            boolean isInverse = text.startsWith("!");
            String rest = isInverse ? text.substring(1) : text;
            int sign = rest.lastIndexOf('=');
            return new Source(
                    text,
                    ColumnValues.key(text),
                    ColumnValues.key(sign < 0 ? rest : rest.substring(0, sign)),
                    isInverse,
                    sign < 0 ? Optional.empty() : Optional.of(Text.trimmed(rest.substring(sign + 1))));
        }

        Optional<String> text(ColumnValues row) {
            return row.value(whole);
        }

        Optional<String> flag(UserField field, ColumnValues row) {
            return row.value(whole).or(() -> row.value(column).map(given -> word(field, Text.trimmed(given))));
        }

        /** An empty value says nothing, so it is no reason to take a user for inactive. */
        private String word(UserField field, String given) {
            if (given.isEmpty()) {
                return given;
            }
            boolean is = value.map(given::equalsIgnoreCase).orElseGet(() -> Boolean.parseBoolean(field.checked(given)));
            return Boolean.toString(is != isInverse);
        }
    }

    private ColumnMapping(Map<String, List<Source>> mapped) {
        this.mapped = Map.copyOf(mapped);
    }

    /**
     * Returns the mapping of these fields.
     *
     * @param columns the columns by the name of the field, or {@code id}; blank ones don't count
     * @throws IllegalArgumentException if a name is none of a field, or the id is mapped to several columns
     */
    public static ColumnMapping of(UserFields fields, Map<String, List<String>> columns) {
        Map<String, List<Source>> mapped = new HashMap<>();
        columns.forEach((name, texts) -> {
            if (!fields.names().contains(name)) {
                throw new IllegalArgumentException("%s is not a field of a user (%s)"
                        .formatted(Quoted.of(name), String.join(", ", fields.names())));
            }
            boolean isFlag = fields.find(name).filter(UserField::isFlag).isPresent();
            List<Source> sources = texts.stream()
                    .filter(text -> !Text.trimmed(text).isEmpty())
                    .map(text -> Source.of(text, isFlag))
                    .toList();
            if (name.equals(ID) && sources.size() > 1) {
                throw new IllegalArgumentException("id must be mapped to one column, not " + sources.size());
            }
            if (!sources.isEmpty()) {
                mapped.put(name, sources);
            }
        });
        return new ColumnMapping(mapped);
    }

    /** Returns the id in the row; empty if the row doesn't have its column. */
    Optional<String> id(ColumnValues row) {
        return mapped.containsKey(ID) ? mapped.get(ID).getFirst().text(row) : row.value(ID);
    }

    /**
     * Returns the value of a field in the row; empty if the row has none of its columns.
     *
     * @throws IllegalArgumentException if a value isn't text, or no word for a flag
     */
    Optional<String> value(UserField field, ColumnValues row) {
        List<Source> sources = mapped.get(field.name());
        if (sources == null) {
            return row.value(field.name());
        }
        List<String> values = new ArrayList<>(sources.size());
        for (Source source : sources) {
            Optional<String> value = field.isFlag() ? source.flag(field, row) : source.text(row);
            value.map(Text::trimmed).ifPresent(values::add);
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(joined(field, values));
    }

    private static String joined(UserField field, List<String> values) {
        if (!field.isFlag() || values.size() == 1) {
            return values.stream().filter(value -> !value.isEmpty()).collect(Collectors.joining(" "));
        }
        List<String> words = values.stream()
                .filter(value -> !value.isEmpty())
                .map(field::checked)
                .toList();
        return words.isEmpty() ? "" : Boolean.toString(words.contains("true"));
    }

    /** Returns the columns that fields are mapped to and that the row doesn't have, as they are written. */
    List<String> missing(ColumnValues row) {
        return mapped.values().stream()
                .flatMap(List::stream)
                .filter(source -> row.value(source.whole).isEmpty()
                        && row.value(source.column).isEmpty())
                .map(Source::text)
                .sorted()
                .toList();
    }
}
