package dev.rollcall.http.format;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.domain.directory.Row;
import dev.rollcall.domain.directory.Upsert;
import java.util.HashMap;
import java.util.Map;

/** Creates rows from the texts of a user. */
final class UserRow {
    /** The maximum length of a bad value as shown, in characters. */
    private static final int SHOWN = 100;

    private UserRow() {}

    /** Returns the row with these texts for the id and some fields; a bad one if a text is invalid. */
    static Row of(long line, String idText, Map<UserField, String> texts) {
        String column = "id";
        String text = idText;
        try {
            UserId id = UserId.of(text);
            Map<UserField, String> values = new HashMap<>();
            for (Map.Entry<UserField, String> given : texts.entrySet()) {
                column = given.getKey().name();
                text = given.getValue();
                values.put(given.getKey(), given.getKey().checked(text));
            }
            return new Row.Good(line, new Upsert(id, new Patch(values)));
        } catch (IllegalArgumentException e) {
            return bad(line, column, text, String.valueOf(e.getMessage()));
        }
    }

    static Row.Bad bad(long line, String column, String value, String reason) {
        String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
        return new Row.Bad(line, column, shown, reason);
    }
}
