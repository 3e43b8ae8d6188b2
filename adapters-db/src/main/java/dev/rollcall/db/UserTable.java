package dev.rollcall.db;

import static java.util.stream.Collectors.joining;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tables of users and of their history: the statements that write them, their parameters, and the mapping of rows. */
final class UserTable {
    /** The columns of an entry, in the order in which {@link #entry} reads them: the id, the fields, version and instant. */
    static final String COLUMNS = "id, %s, version, changed".formatted(eachField(field -> field, ", "));

    static final int WIDTH = UserField.ALL.size() + 3;

    private static final String WRITTEN =
            "%s, version, changed, search, name_key, id".formatted(eachField(field -> field, ", "));

    /** Creates a user; its parameters are {@link #user}. */
    static final String INSERT =
            "INSERT INTO users (%s) VALUES (%s, ?, ?, ?, ?, ?)".formatted(WRITTEN, eachField(field -> "?", ", "));
    /** Inserts a placeholder that claims an id, its parameter; an {@link #UPDATE} must follow. */
    static final String CLAIM = "INSERT INTO users (%s) VALUES (%s, 0, CURRENT_TIMESTAMP, '', '', ?)"
            .formatted(WRITTEN, eachField(field -> "''", ", "));
    /** Changes a user; its parameters are {@link #user}. */
    static final String UPDATE = "UPDATE users SET %s, version = ?, changed = ?, search = ?, name_key = ? WHERE id = ?"
            .formatted(eachField(field -> field + " = ?", ", "));
    /** Removes a user; its parameter is the id. */
    static final String DELETE = "DELETE FROM users WHERE id = ?";
    /** Writes a change to the history; its parameters are {@link #change}. */
    static final String RECORD = "INSERT INTO user_changes (id, version, changed, changed_by, user_before, user_after)"
            + " VALUES (?, ?, ?, ?, ?, ?)";

    private UserTable() {}

    private static String eachField(UnaryOperator<String> sql, String separator) {
        return UserField.ALL.stream().map(UserField::name).map(sql).collect(joining(separator));
    }

    /** Returns the parameters for the user after a change. */
    static List<Object> user(Change change) {
        User user = change.after().orElseThrow();
        List<Object> parameters = new ArrayList<>();
        UserField.ALL.forEach(field -> parameters.add(user.get(field)));
        parameters.add(change.version());
        parameters.add(instant(change));
        parameters.add(Search.textOf(user));
        parameters.add(Order.NAME.placeOf(user).key());
        parameters.add(user.id().value());
        return parameters;
    }

    /** Returns the parameters for the history record of a change. */
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

    /** Reads the {@link #COLUMNS}, which must be the first ones of the row. */
    static Entry entry(ResultSet row) throws SQLException {
        var id = new UserId(row.getString(1));
        Map<UserField, String> values = new HashMap<>();
        int column = 2;
        for (UserField field : UserField.ALL) {
            values.put(field, row.getString(column++));
        }
        Instant changed = row.getObject(column + 1, OffsetDateTime.class).toInstant();
        return new Entry(new User(id, values), row.getLong(column), changed);
    }

    /** Reads the {@link #COLUMNS}, which must be the first ones of the row. */
    static Entry entry(DbRow row) {
        var id = new UserId(row.column(1).get(String.class));
        Map<UserField, String> values = new HashMap<>();
        int column = 2;
        for (UserField field : UserField.ALL) {
            values.put(field, row.column(column++).get(String.class));
        }
        Instant changed = instant(row.column(column + 1).get(Object.class));
        return new Entry(new User(id, values), row.column(column).get(Long.class), changed);
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
