package dev.rollcall.db;

import dev.rollcall.db.document.UserDocument;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import io.helidon.dbclient.DbRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The tables of users and of their history: the statements that write them, their parameters, and the mapping of rows. */
final class UserTable {
    /** The columns of an entry, in the order in which {@link #entry} reads them. */
    static final String COLUMNS = "id, name, email, active, attributes, version, changed";

    static final int WIDTH = 7;

    /** Creates a user; its parameters are {@link #user}. */
    static final String INSERT =
            "INSERT INTO users (name, email, active, attributes, version, changed, search, name_key, id)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /** Inserts a placeholder that claims an id, its parameter; an {@link #UPDATE} must follow. */
    static final String CLAIM = "INSERT INTO users (name, email, version, changed, search, name_key, id)"
            + " VALUES ('', '', 0, CURRENT_TIMESTAMP, '', '', ?)";
    /** Changes a user; its parameters are {@link #user}. */
    static final String UPDATE = "UPDATE users SET name = ?, email = ?, active = ?, attributes = ?,"
            + " version = ?, changed = ?, search = ?, name_key = ? WHERE id = ?";
    /** Removes a user; its parameter is the id. */
    static final String DELETE = "DELETE FROM users WHERE id = ?";
    /** Follows {@link #UPDATE} and {@link #DELETE} to do nothing if the user has another version than its last parameter. */
    static final String AT_VERSION = " AND version = ?";
    /** Writes a change to the history; its parameters are {@link #change}. */
    static final String RECORD =
            "INSERT INTO user_changes (id, version, changed, changed_by, changed_by_kind, run, user_before, user_after)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private UserTable() {}

    /** Returns the parameters for the user after a change. */
    static List<Object> user(Change change) {
        User user = change.after().orElseThrow();
        return List.of(
                user.name(),
                user.email(),
                user.isActive(),
                UserDocument.ofAttributes(user),
                change.version(),
                instant(change),
                Search.textOf(user),
                Order.NAME.placeOf(user).key(),
                user.id().value());
    }

    /** Returns the parameters for the history record of a change. */
    static List<@Nullable Object> change(Change change) {
        User either = change.before().or(change::after).orElseThrow();
        return Arrays.asList(
                either.id().value(),
                change.version(),
                instant(change),
                change.attribution().by().name(),
                change.attribution().by().kind().word(),
                runOf(change),
                change.before().map(UserDocument::of).orElse(null),
                change.after().map(UserDocument::of).orElse(null));
    }

    private static @Nullable Long runOf(Change change) {
        OptionalLong run = change.attribution().run();
        return run.isPresent() ? run.getAsLong() : null;
    }

    private static OffsetDateTime instant(Change change) {
        return change.attribution().at().atOffset(ZoneOffset.UTC);
    }

    /** Reads the {@link #COLUMNS}, which must be the first ones of the row. */
    static Entry entry(ResultSet row) throws SQLException {
        User user = user(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4), row.getString(5));
        return new Entry(
                user, row.getLong(6), row.getObject(7, OffsetDateTime.class).toInstant());
    }

    /** Reads the {@link #COLUMNS}, which must be the first ones of the row. */
    static Entry entry(DbRow row) {
        User user = user(text(row, 1), text(row, 2), text(row, 3), row.column(4).get(Boolean.class), text(row, 5));
        return new Entry(
                user, row.column(6).get(Long.class), instant(row.column(7).get(Object.class)));
    }

    private static String text(DbRow row, int column) {
        return row.column(column).get(String.class);
    }

    private static User user(String id, String name, String email, boolean isActive, String attributes) {
        if (isActive && attributes.equals(UserDocument.NOTHING)) {
            return new User(new UserId(id), name, email);
        }
        Map<UserField, String> values = UserDocument.read(attributes);
        values.put(UserField.NAME, name);
        values.put(UserField.EMAIL, email);
        values.put(UserField.ACTIVE, Boolean.toString(isActive));
        return new User(new UserId(id), values);
    }

    /** Drivers differ in the type of a timestamp with time zone. */
    private static Instant instant(Object value) {
        return switch (value) {
            case OffsetDateTime time -> time.toInstant();
            case Timestamp time -> time.toInstant();
            default -> throw new IllegalStateException("not an instant: " + value.getClass());
        };
    }
}
