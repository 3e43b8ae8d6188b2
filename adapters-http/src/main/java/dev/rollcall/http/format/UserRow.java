package dev.rollcall.http.format;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Creates rows from the texts of a user. */
final class UserRow {
    /** The maximum length of a bad value as shown, in characters. */
    private static final int SHOWN = 100;

    private UserRow() {}

    /** Returns the row with these texts by column; a bad one if a text is invalid. */
    static Row of(long line, Function<String, String> texts) {
        String column = "id";
        try {
            UserId id = new UserId(texts.apply(column));
            Map<UserField, String> values = new HashMap<>();
            for (UserField field : UserField.ALL) {
                column = field.name();
                values.put(field, field.checked(texts.apply(column)));
            }
            return new Row.Good(line, new User(id, values));
        } catch (IllegalArgumentException e) {
            return bad(line, column, texts.apply(column), String.valueOf(e.getMessage()));
        }
    }

    static Row.Bad bad(long line, String column, String value, String reason) {
        String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
        return new Row.Bad(line, column, shown, reason);
    }
}
