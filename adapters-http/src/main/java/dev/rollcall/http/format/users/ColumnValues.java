package dev.rollcall.http.format.users;

import dev.rollcall.domain.Text;
import java.util.Locale;
import java.util.Optional;

/** The values of a row by the names of their columns. */
@FunctionalInterface
interface ColumnValues {
    /**
     * Returns the value of a column; empty if the row has no such column.
     *
     * @param key the name, as {@link #key} folds it
     * @throws IllegalArgumentException if the value isn't one text; the message says why
     */
    Optional<String> value(String key);

    /** Returns the name without regard to case and to white space at its ends. */
    static String key(String name) {
        return Text.trimmed(name).toLowerCase(Locale.ROOT);
    }
}
