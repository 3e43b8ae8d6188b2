package dev.rollcall.db;

import dev.rollcall.domain.User;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Order;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements that write a user and its history, and their parameters. */
final class UserWrites {
    /** Creates a user; its parameters are {@link #user}. */
    static final String INSERT =
            "INSERT INTO users (name, email, version, changed, search, name_key, id) VALUES (?, ?, ?, ?, ?, ?, ?)";
    /** Makes an id ours, which is its parameter; what it stands for is to be written by an {@link #UPDATE}. */
    static final String CLAIM = "INSERT INTO users (name, email, version, changed, search, name_key, id)"
            + " VALUES ('', '', 0, CURRENT_TIMESTAMP, '', '', ?)";
    /** Changes a user; its parameters are {@link #user}. */
    static final String UPDATE =
            "UPDATE users SET name = ?, email = ?, version = ?, changed = ?, search = ?, name_key = ? WHERE id = ?";
    /** Removes a user; its parameter is the id. */
    static final String DELETE = "DELETE FROM users WHERE id = ?";
    /** Writes a change into the history; its parameters are {@link #change}. */
    static final String RECORD = "INSERT INTO user_changes (id, version, changed, changed_by, user_before, user_after)"
            + " VALUES (?, ?, ?, ?, ?, ?)";

    private UserWrites() {}

    /** Returns the parameters for the user that a change leaves. */
    static List<Object> user(Change change) {
        User user = change.after().orElseThrow();
        return List.of(
                user.name(),
                user.email(),
                change.version(),
                instant(change),
                Search.textOf(user),
                nameKey(user),
                user.id().value());
    }

    private static String nameKey(User user) {
        return Order.NAME.placeOf(user).key();
    }

    /** Returns the parameters for the record of a change. */
    static List<@Nullable Object> change(Change change) {
        User either = change.before().or(change::after).orElseThrow();
        return Arrays.asList(
                either.id().value(),
                change.version(),
                instant(change),
                change.attribution().by().name(),
                change.before().map(UserDocument::write).orElse(null),
                change.after().map(UserDocument::write).orElse(null));
    }

    private static OffsetDateTime instant(Change change) {
        return change.attribution().at().atOffset(ZoneOffset.UTC);
    }
}
