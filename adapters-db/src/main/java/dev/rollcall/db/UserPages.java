package dev.rollcall.db;

import dev.rollcall.domain.Entry;
import dev.rollcall.domain.Order;
import dev.rollcall.domain.Page;
import dev.rollcall.domain.Place;
import dev.rollcall.domain.Query;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of users by JDBC, since Helidon DB Client asks anew for each row what its columns are. Safe for use by many threads, each
 * with a connection of its own.
 */
final class UserPages {
    private static final String COUNT = "SELECT COUNT(*) FROM users WHERE ";
    private static final String EVERYBODY = "TRUE";

    private final Dialect dialect;
    private final String stamp;
    private final Map<Order, String> everybody = new EnumMap<>(Order.class);
    private final Map<Order, String> searched = new EnumMap<>(Order.class);

    /**
     * A page, and the stamp of the database in which it was found.
     *
     * @param page the page
     * @param stamp what {@link #stamp} would have returned; empty also if the page has no users
     */
    record Stamped(Page page, Optional<String> stamp) {}

    /**
     * Creates it for a database.
     *
     * @param stampExpression as {@link Dialect#stampExpression} gave it
     */
    UserPages(Dialect dialect, String stampExpression) {
        this.dialect = dialect;
        this.stamp = "SELECT " + stampExpression;
        for (Order order : Order.values()) {
            everybody.put(order, statement(EVERYBODY, order));
            searched.put(order, statement(dialect.search(), order));
        }
    }

    private String statement(String condition, Order order) {
        return "SELECT id, name, email, version, changed, (%s) FROM users WHERE %s AND %s LIMIT ?"
                .formatted(stamp, condition, behind(order));
    }

    /** Returns the condition that a user stands behind a place, which it takes as parameters, and the order. */
    private String behind(Order order) {
        String id = dialect.byCodePoint("id");
        String key = dialect.byCodePoint("name_key");
        String given = dialect.givenByCodePoint();
        // what is said twice of the key is for H2, which finds no place in an index by two columns
        return switch (order) {
            case ID -> "%1$s > %2$s ORDER BY %1$s".formatted(id, given);
            case NAME -> "%2$s >= %3$s AND (%2$s, %1$s) > (%3$s, %3$s) ORDER BY %2$s, %1$s".formatted(id, key, given);
        };
    }

    /** Returns a text that is another one after each change of the database, by whomever; empty if the database has no such thing. */
    Optional<String> stamp(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(stamp);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    /** Returns how many users match the query, on all its pages. */
    long count(Connection connection, Query query) throws SQLException {
        boolean all = Search.isEmpty(query.text());
        try (PreparedStatement statement = connection.prepareStatement(COUNT + (all ? EVERYBODY : dialect.search()))) {
            if (!all) {
                statement.setString(1, dialect.searchParameter(query.text()));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Returns the page that the query asks for. */
    Stamped read(Connection connection, Query query) throws SQLException {
        boolean all = Search.isEmpty(query.text());
        String sql = (all ? everybody : searched).get(query.order());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            if (!all) {
                statement.setString(parameter++, dialect.searchParameter(query.text()));
            }
            if (query.order() == Order.NAME) {
                String key = query.after().map(Place::key).orElse("");
                statement.setString(parameter++, key);
                statement.setString(parameter++, key);
            }
            // no id is before the empty text
            statement.setString(
                    parameter++, query.after().map(place -> place.id().value()).orElse(""));
            statement.setInt(parameter, query.limit() + 1);
            try (ResultSet rows = statement.executeQuery()) {
                return page(rows, query);
            }
        }
    }

    /** Takes the users for the page; one more means that there is a next page. */
    private static Stamped page(ResultSet rows, Query query) throws SQLException {
        List<Entry> found = new ArrayList<>(query.limit());
        String stamp = null;
        while (rows.next()) {
            if (found.size() == query.limit()) {
                Place last = query.order().placeOf(found.getLast().user());
                return stamped(new Page(found, Optional.of(last)), stamp);
            }
            if (stamp == null) {
                stamp = rows.getString(6);
            }
            found.add(entry(rows));
        }
        return stamped(new Page(found, Optional.empty()), stamp);
    }

    private static Stamped stamped(Page page, @Nullable String stamp) {
        return new Stamped(page, Optional.ofNullable(stamp));
    }

    /** Reads the columns id, name, email, version and changed, which must be the first five. */
    static Entry entry(ResultSet row) throws SQLException {
        var user = new User(new UserId(row.getString(1)), row.getString(2), row.getString(3));
        return new Entry(
                user, row.getLong(4), row.getObject(5, OffsetDateTime.class).toInstant());
    }
}
