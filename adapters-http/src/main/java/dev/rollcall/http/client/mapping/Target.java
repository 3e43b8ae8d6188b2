package dev.rollcall.http.client.mapping;

import dev.rollcall.domain.UserField;
import dev.rollcall.http.client.response.Malformed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The id or a field of a user, and where it is.
 *
 * @param index its place among the values of a record
 * @param field the field; empty for the id
 * @param where where it is
 */
record Target(int index, Optional<UserField> field, Expression where) {
    /** Returns the target of the id; empty if the remote doesn't repeat it. */
    static Optional<Target> id(FieldMapping mapping) {
        return mapping.id().map(where -> new Target(0, Optional.empty(), where));
    }

    /** Returns the targets of the fields, in their order, behind the one of the id. */
    static List<Target> fields(FieldMapping mapping) {
        List<Target> fields = new ArrayList<>();
        int index = mapping.tellsId() ? 1 : 0;
        for (Map.Entry<UserField, Expression> field : mapping.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            fields.add(new Target(index, Optional.of(field.getKey()), field.getValue()));
            index++;
        }
        return fields;
    }

    /**
     * Returns the text that a value stands for. A name or an email address is a string, an id a string or a whole number, and other
     * fields strings, numbers or booleans.
     *
     * @throws Malformed if it is of another kind
     */
    String text(Object value) throws Malformed {
        if (!isAllowed(value)) {
            throw new Malformed("%s is %s, not a string".formatted(where, kind(value)));
        }
        return value.toString();
    }

    private boolean isAllowed(Object value) {
        if (value instanceof String) {
            return true;
        }
        if (field.isEmpty()) {
            return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
        }
        boolean isText = field.get().equals(UserField.NAME) || field.get().equals(UserField.EMAIL);
        return !isText && (value instanceof Number || value instanceof Boolean);
    }

    private static String kind(Object value) {
        return switch (value) {
            case Map<?, ?> object -> "an object";
            case List<?> array -> "an array";
            case Boolean flag -> "a boolean";
            case Number number -> "a number";
            default -> "no value";
        };
    }
}
