package dev.rollcall.db;

import dev.rollcall.db.run.Statements;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads lists of users through JDBC, since Helidon DB Client rereads the column metadata for every row. Safe for use by many threads,
 * each with its own connection.
 */
final class UserLists {
    private static final String COUNT = "SELECT COUNT(*) FROM users WHERE ";
    private static final String COLUMNS = "SELECT " + UserTable.COLUMNS;
    private static final String FIND = "SELECT users." + UserTable.COLUMNS + " FROM " + Statements.SOUGHT
            + " JOIN users ON users.id = sought.id ORDER BY users.";
    private static final String EVERYBODY = "TRUE";
    /** The column after those of a user, with the number of its page, from 1. */
    private static final int NUMBER = UserTable.WIDTH + 1;
    /** How many users a search scans in order before it uses the index. */
    private static final int NEARBY = 5000;

    private final Dialect dialect;
    private final Optional<String> places;
    private final Lookups byId;
    private final Lookups byName;

    /**
     * The statements for pages in one order.
     *
     * @param everybody for a page without a search
     * @param together for several pages without a search; empty if the database can't
     * @param search for a search, tried in turn; only the last one is exhaustive
     */
    private record Lookups(Lookup everybody, String together, List<Lookup> search) {}

    /**
     * A statement for a page.
     *
     * @param parameters the parameters before the limit
     */
    private record Lookup(String sql, Function<Query, List<String>> parameters) {}

    /**
     * Creates it for a database.
     *
     * @param places {@link Dialect#places}; if empty, pages are read one by one
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
        Lookup everybody = new Lookup(
                dialect.seeksRows() ? statement(EVERYBODY, behind(order), "?") : seek(EVERYBODY, 0, order),
                UserLists::placeOf);
        return new Lookups(everybody, together, searches(order));
    }

    /**
     * Returns the statement for a database that can't seek in an index by a row value, and would scan all users with the key of the place:
     * it reads those behind the place with the same key, and those with a greater key.
     *
     * @param condition with numbered parameters
     * @param before the number of its parameters
     */
    private String seek(String condition, int before, Order order) {
        String key = "STRINGTOUTF8(?%s)".formatted(before + 1);
        String id = "STRINGTOUTF8(?%s)".formatted(before + 2);
        String limit = "?" + (before + 3);
        // the limit is in the condition, since H2 2.5.252 returns the last result of an inner query if only its limit
        // is another
        String columns =
                COLUMNS + ", %s FROM users WHERE %s > 0 AND %s AND ".formatted(inOrder(order), limit, condition);
        String end = " ORDER BY %s LIMIT %s".formatted(inOrder(order), limit);
        String same = columns + "%s = %s AND %s > %s".formatted(keyOf(order), key, dialect.byCodePoint("id"), id);
        // the least key that is greater
        String greater = columns + "%s >= %s || X'00'".formatted(keyOf(order), key);
        return "%s FROM ((%s%s) UNION ALL (%s%s))%s".formatted(COLUMNS, same, end, greater, end, end);
    }

    private static String statement(String condition, String behind, String most) {
        return COLUMNS + " FROM users WHERE %s AND %s LIMIT %s".formatted(condition, behind, most);
    }

    /**
     * Returns the statements for a search, of which only the last is exhaustive. Frequent matches are found soon by a scan in order, rare
     * ones by the index; no database's planner can tell the two apart.
     */
    private List<Lookup> searches(Order order) {
        Optional<String> lexemes = dialect.lexemeSearch();
        if (lexemes.isEmpty()) {
            return List.of(new Lookup(
                    seek(Search.condition("?1", "?2"), 2, order),
                    query -> joined(Search.patternsOf(query.text()), placeOf(query))));
        }
        String nearby = COLUMNS
                + " FROM (SELECT * FROM users WHERE %s LIMIT %s) AS nearby WHERE %s ORDER BY %s LIMIT ?"
                        .formatted(behind(order), NEARBY, Search.condition("?", "?"), inOrder(order));
        String byIndex = "WITH found AS MATERIALIZED (SELECT * FROM users WHERE %s) %s FROM found WHERE %s LIMIT ?"
                .formatted(exhaustive(), COLUMNS, behind(order));
        return List.of(
                new Lookup(nearby, query -> joined(placeOf(query), Search.patternsOf(query.text()))),
                new Lookup(byIndex, query -> joined(exhaustive(query.text()), placeOf(query))));
    }

    /** Returns the condition of a search, for an index if there is one; its parameters are {@link #exhaustive(String)}. */
    private String exhaustive() {
        return dialect.lexemeSearch().map(lexemes -> lexemes + " AND ").orElse("") + Search.condition("?", "?");
    }

    private List<String> exhaustive(String text) {
        List<String> patterns = Search.patternsOf(text);
        return dialect.lexemeSearch().isEmpty() ? patterns : joined(List.of(Search.lexemesOf(text)), patterns);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Returns the keyset condition, which takes a place as parameters, and the order. */
    private String behind(Order order) {
        return behind(order, "?", "?");
    }

    private String behind(Order order, String keyParameter, String idParameter) {
        String id = dialect.byCodePoint("id");
        String key = keyOf(order);
        return "(%s, %s) > (%s, %s) ORDER BY %s".formatted(key, id, keyParameter, idParameter, inOrder(order));
    }

    private String inOrder(Order order) {
        return keyOf(order) + ", " + dialect.byCodePoint("id");
    }

    private String keyOf(Order order) {
        return dialect.byCodePoint(
                switch (order) {
                    case ID -> "id_key";
                    case NAME -> "name_key";
                });
    }

    /** Counts the users who match the query, on all its pages. */
    long count(Connection connection, Query query) throws SQLException {
        boolean all = Search.isEmpty(query.text());
        try (PreparedStatement statement = connection.prepareStatement(COUNT + (all ? EVERYBODY : exhaustive()))) {
            if (!all) {
                set(statement, exhaustive(query.text()));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Returns whether one statement can read several pages. */
    boolean readsTogether() {
        return places.isPresent();
    }

    /**
     * Returns the page of each query. Pages without a search and in the same order are read by one statement, if the database can.
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

    Page read(Connection connection, Query query) throws SQLException {
        Lookups lookups = lookups(query.order());
        if (Search.isEmpty(query.text())) {
            return read(connection, lookups.everybody(), query);
        }
        List<Lookup> searches = lookups.search();
        for (Lookup lookup : searches.subList(0, searches.size() - 1)) {
            Page read = read(connection, lookup, query);
            if (read.next().isPresent()) {
                return read;
            }
        }
        return read(connection, searches.getLast(), query);
    }

    private static Page read(Connection connection, Lookup lookup, Query query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(lookup.sql())) {
            int next = set(statement, lookup.parameters().apply(query));
            statement.setInt(next, query.limit() + 1);
            List<Entry> found = new ArrayList<>(query.limit() + 1);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(UserTable.entry(rows));
                }
            }
            return page(found, query);
        }
    }

    /** Sets the first parameters, and returns the index of the next one. */
    private static int set(PreparedStatement statement, List<String> parameters) throws SQLException {
        int index = 1;
        for (String parameter : parameters) {
            statement.setString(index++, parameter);
        }
        return index;
    }

    /** Returns the parameters for the place after which the page begins; empty text for the first page, since it precedes everything. */
    private static List<String> placeOf(Query query) {
        return List.of(keyOf(query), idOf(query));
    }

    private static String idOf(Query query) {
        return query.after().map(place -> place.id().value()).orElse("");
    }

    private static String keyOf(Query query) {
        return query.after().map(Place::key).orElse("");
    }

    /** Returns the users with these ids, by code point; at most {@value Directory#MAX_IDS} ids. */
    List<Entry> find(Connection connection, Collection<UserId> ids) throws SQLException {
        return find(connection, FIND + dialect.byCodePoint("id"), ids);
    }

    /** Does the same for {@link UserChanges}, and locks them in this order for the rest of the transaction, where that pays. */
    List<Entry> toChange(Connection connection, Collection<UserId> ids) throws SQLException {
        return find(connection, FIND + dialect.byCodePoint("id") + dialect.lockUsers(), ids);
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

    /** Returns the parameter for a table of ids; each of them is once in it. */
    static Array array(Connection connection, Collection<UserId> ids) throws SQLException {
        return array(connection, new LinkedHashSet<>(ids), "VARCHAR", UserId::value);
    }

    private static <T> Array array(Connection connection, Collection<T> all, String type, Function<T, ?> element)
            throws SQLException {
        return connection.createArrayOf(type, all.stream().map(element).toArray());
    }

    /** Makes a page of the users found; one more than the limit means that there is a next page. */
    private static Page page(List<Entry> found, Query query) {
        if (found.size() <= query.limit()) {
            return new Page(found, Optional.empty());
        }
        found.removeLast();
        Place last = query.order().placeOf(found.getLast().user());
        return new Page(found, Optional.of(last));
    }
}
