package dev.rollcall.db;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.directory.Query;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads lists of users by JDBC, since Helidon DB Client asks anew for each row what its columns are. Safe for use by many threads, each
 * with a connection of its own.
 */
final class UserLists {
    private static final String COUNT = "SELECT COUNT(*) FROM users WHERE ";
    private static final String COLUMNS = "SELECT " + UserTable.COLUMNS;
    private static final String FIND = COLUMNS + " FROM users WHERE id = ANY (?) ORDER BY ";
    private static final String EVERYBODY = "TRUE";
    /** The column behind those of a user that says which page it is on, the first being 1. */
    private static final int NUMBER = UserTable.WIDTH + 1;
    /** Among how many users those who match a search are sought before the index is asked. */
    private static final int NEARBY = 5000;

    private final Dialect dialect;
    private final Optional<String> places;
    private final Lookups byId;
    private final Lookups byName;

    /**
     * The statements for pages in an order.
     *
     * @param together that for several pages without a search; empty if the database has none
     * @param search those for a search, of which the last finds all
     */
    private record Lookups(Lookup everybody, String together, List<Lookup> search) {}

    /**
     * A statement for a page.
     *
     * @param placeFirst whether the parameters of the place stand before that of the search
     */
    private record Lookup(String sql, boolean placeFirst) {}

    /**
     * Creates it for a database.
     *
     * @param places {@link Dialect#places()}, if the database has it; otherwise pages are read one by one
     */
    UserLists(Dialect dialect, Optional<String> places) {
        this.dialect = dialect;
        this.places = places;
        byId = statements(Order.ID);
        byName = statements(Order.NAME);
    }

    private Lookups lookups(Order order) {
        return switch (order) {
            case ID -> byId;
            case NAME -> byName;
        };
    }

    private Lookups statements(Order order) {
        String together = places.map(table ->
                        "SELECT page.*, place.number FROM %s AS place (key, id, most, number), LATERAL (%s) AS page"
                                .formatted(
                                        table,
                                        statement(EVERYBODY, behind(order, "place.key", "place.id"), "place.most")))
                .orElse("");
        return new Lookups(new Lookup(statement(EVERYBODY, order), true), together, searches(order));
    }

    private String statement(String condition, Order order) {
        return statement(condition, behind(order), "?");
    }

    private static String statement(String condition, String behind, String most) {
        return COLUMNS + " FROM users WHERE %s AND %s LIMIT %s".formatted(condition, behind, most);
    }

    /**
     * Returns the statements for a search, of which the last finds all. Those who match often are found soon among the next users in order,
     * those who match seldom by the index; no database knows before which of the two is the case.
     */
    private List<Lookup> searches(Order order) {
        if (dialect.searchByIndex().isEmpty()) {
            return List.of(new Lookup(statement(dialect.search(), order), false));
        }
        String nearby = COLUMNS
                + " FROM (SELECT * FROM users WHERE %s LIMIT %s) AS nearby WHERE %s ORDER BY %s LIMIT ?"
                        .formatted(behind(order), NEARBY, dialect.search(), inOrder(order));
        String byIndex = "WITH found AS MATERIALIZED (SELECT * FROM users WHERE %s) %s FROM found WHERE %s LIMIT ?"
                .formatted(dialect.searchByIndex().get(), COLUMNS, behind(order));
        return List.of(new Lookup(nearby, true), new Lookup(byIndex, false));
    }

    /** Returns the condition that a user stands behind a place, which it takes as parameters, and the order. */
    private String behind(Order order) {
        return behind(order, dialect.givenByCodePoint(), dialect.givenByCodePoint());
    }

    private String behind(Order order, String givenKey, String givenId) {
        String id = dialect.byCodePoint("id");
        String key = dialect.byCodePoint("name_key");
        // what is said twice of the key is for H2, which finds no place in an index by two columns
        return switch (order) {
            case ID -> "%s > %s ORDER BY %s".formatted(id, givenId, inOrder(order));
            case NAME ->
                "%2$s >= %3$s AND (%2$s, %1$s) > (%3$s, %4$s) ORDER BY %5$s"
                        .formatted(id, key, givenKey, givenId, inOrder(order));
        };
    }

    private String inOrder(Order order) {
        String id = dialect.byCodePoint("id");
        return switch (order) {
            case ID -> id;
            case NAME -> dialect.byCodePoint("name_key") + ", " + id;
        };
    }

    /** Returns how many users match the query, on all its pages. */
    long count(Connection connection, Query query) throws SQLException {
        boolean all = Search.isEmpty(query.text());
        try (PreparedStatement statement = connection.prepareStatement(
                COUNT + (all ? EVERYBODY : dialect.searchByIndex().orElse(dialect.search())))) {
            if (!all) {
                statement.setString(1, dialect.searchParameter(query.text()));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Returns whether several pages are read by one statement. */
    boolean readsTogether() {
        return places.isPresent();
    }

    /**
     * Returns the page that each query asks for. Those that search for nothing, and are in the same order, are read together, if the
     * database can do that.
     */
    Map<Query, Page> read(Connection connection, List<Query> queries) throws SQLException {
        Map<Query, Page> pages = new HashMap<>();
        for (Order order : Order.values()) {
            List<Query> plain = queries.stream()
                    .filter(query -> query.order() == order && Search.isEmpty(query.text()))
                    .toList();
            if (plain.size() > 1 && readsTogether()) {
                pages.putAll(readTogether(connection, lookups(order).together(), plain));
            }
        }
        for (Query query : queries) {
            if (!pages.containsKey(query)) {
                pages.put(query, read(connection, query));
            }
        }
        return pages;
    }

    private static Map<Query, Page> readTogether(Connection connection, String sql, List<Query> queries)
            throws SQLException {
        List<List<Entry>> found = new ArrayList<>();
        queries.forEach(query -> found.add(new ArrayList<>(query.limit() + 1)));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array(connection, queries, "VARCHAR", UserLists::keyOf));
            statement.setArray(2, array(connection, queries, "VARCHAR", UserLists::idOf));
            statement.setArray(3, array(connection, queries, "INTEGER", query -> query.limit() + 1));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.get(rows.getInt(NUMBER) - 1).add(UserTable.entry(rows));
                }
            }
        }
        Map<Query, Page> pages = new HashMap<>();
        for (int i = 0; i < queries.size(); i++) {
            pages.put(queries.get(i), page(found.get(i), queries.get(i)));
        }
        return pages;
    }

    /** Returns the page that the query asks for. */
    Page read(Connection connection, Query query) throws SQLException {
        Lookups lookups = lookups(query.order());
        if (Search.isEmpty(query.text())) {
            return read(connection, lookups.everybody(), Optional.empty(), query);
        }
        Optional<String> sought = Optional.of(dialect.searchParameter(query.text()));
        List<Lookup> searches = lookups.search();
        for (Lookup lookup : searches.subList(0, searches.size() - 1)) {
            Page read = read(connection, lookup, sought, query);
            if (read.next().isPresent()) {
                return read;
            }
        }
        return read(connection, searches.getLast(), sought, query);
    }

    private static Page read(Connection connection, Lookup lookup, Optional<String> sought, Query query)
            throws SQLException {
        List<String> parameters = new ArrayList<>(placeOf(query));
        if (sought.isPresent()) {
            parameters.add(lookup.placeFirst() ? parameters.size() : 0, sought.get());
        }
        try (PreparedStatement statement = connection.prepareStatement(lookup.sql())) {
            int index = 1;
            for (String parameter : parameters) {
                statement.setString(index++, parameter);
            }
            statement.setInt(index, query.limit() + 1);
            List<Entry> found = new ArrayList<>(query.limit() + 1);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(UserTable.entry(rows));
                }
            }
            return page(found, query);
        }
    }

    /** Returns the parameters for the place behind which the page begins. No id is before the empty text. */
    private static List<String> placeOf(Query query) {
        return switch (query.order()) {
            case ID -> List.of(idOf(query));
            case NAME -> List.of(keyOf(query), keyOf(query), idOf(query));
        };
    }

    private static String idOf(Query query) {
        return query.after().map(place -> place.id().value()).orElse("");
    }

    private static String keyOf(Query query) {
        return query.after().map(Place::key).orElse("");
    }

    /** Returns the users with these ids, in order; of ids there may be {@value Directory#MAX_IDS}. */
    List<Entry> find(Connection connection, Collection<UserId> ids) throws SQLException {
        return find(connection, FIND + inOrder(Order.ID), ids);
    }

    /** Returns the same, locked for the rest of the transaction, in order. */
    List<Entry> locked(Connection connection, Collection<UserId> ids) throws SQLException {
        return find(connection, FIND + inOrder(Order.ID) + " FOR UPDATE", ids);
    }

    private static List<Entry> find(Connection connection, String sql, Collection<UserId> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, array(connection, ids));
            try (ResultSet rows = statement.executeQuery()) {
                List<Entry> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(UserTable.entry(rows));
                }
                return found;
            }
        }
    }

    /** Returns the ids as a parameter. */
    static Array array(Connection connection, Collection<UserId> ids) throws SQLException {
        return array(connection, ids, "VARCHAR", UserId::value);
    }

    private static <T> Array array(Connection connection, Collection<T> all, String type, Function<T, ?> element)
            throws SQLException {
        return connection.createArrayOf(type, all.stream().map(element).toArray());
    }

    /** Takes the users for the page; one more means that there is a next page. */
    private static Page page(List<Entry> found, Query query) {
        if (found.size() <= query.limit()) {
            return new Page(found, Optional.empty());
        }
        found.removeLast();
        Place last = query.order().placeOf(found.getLast().user());
        return new Page(found, Optional.of(last));
    }
}
