package dev.rollcall.http.format;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Row;
import java.util.List;

/** Makes rows of the three texts of a user. */
final class UserRow {
    /** The names of the columns. */
    static final List<String> COLUMNS = List.of("id", "name", "email");

    private static final UserId ANYBODY = new UserId("0");
    /** How much of a bad value is told. */
    private static final int SHOWN = 100;

    private UserRow() {}

    /** Returns the row with these values, a bad one if a value can't be. */
    static Row of(long line, String id, String name, String email) {
        String column = "id";
        String value = id;
        try {
            UserId userId = new UserId(id);
            column = "name";
            value = name;
            User named = new User(ANYBODY, name, "");
            column = "email";
            value = email;
            return new Row.Good(line, new User(userId, named.name(), email));
        } catch (IllegalArgumentException e) {
            return bad(line, column, value, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the bad row. */
    static Row.Bad bad(long line, String column, String value, String reason) {
        String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
        return new Row.Bad(line, column, shown, reason);
    }
}
