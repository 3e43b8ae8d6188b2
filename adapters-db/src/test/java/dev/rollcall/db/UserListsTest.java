package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Upsert;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("databases")
class UserListsTest {
    private static final Instant CHANGED = Instant.parse("2026-11-22T12:00:00.123456Z");

    private final Database database;
    private final UserLists lists;

    UserListsTest(Supplier<DatabaseAddress> kind) {
        database = Database.open(kind.get());
        lists = new UserLists(database.dialect(), database.places());
    }

    static Stream<Named<Supplier<DatabaseAddress>>> databases() {
        return Addresses.kinds();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void pages_among_many_with_the_same_key_are_exact(Order order) {
        List<User> all = new ArrayList<>();
        for (String name : List.of("", "anna", "bergmann")) {
            for (String id : List.of("7", "07", "10", "a", "b", "ä", "𝄞")) {
                all.add(user(id + name.length(), name));
            }
        }
        save(all);
        List<User> sorted = all.stream()
                .sorted((one, other) -> Arrays.compareUnsigned(sortKey(order, one), sortKey(order, other)))
                .toList();
        for (int limit : List.of(1, 2, 5, 100)) {
            assertThat(everybody(order, limit)).isEqualTo(sorted);
        }
    }

    /** Returns the bytes that order users by code point. */
    private static byte[] sortKey(Order order, User user) {
        Place place = order.placeOf(user);
        return (place.key() + "\0" + place.id().value()).getBytes(StandardCharsets.UTF_8);
    }

    private List<User> everybody(Order order, int limit) {
        List<User> read = new ArrayList<>();
        Optional<Place> after = Optional.empty();
        do {
            Page page = read(new Query("", order, after, limit));
            page.entries().forEach(entry -> read.add(entry.user()));
            after = page.next();
        } while (after.isPresent());
        return read;
    }

    @Test
    void the_same_page_may_be_read_with_another_limit() {
        save(numbered(20, i -> "Anna"));
        for (int limit : List.of(1, 10, 5, 50)) {
            assertThat(read(Query.first(limit)).entries()).hasSize(Math.min(limit, 20));
            assertThat(read(new Query("anna", Order.NAME, Optional.empty(), limit))
                            .entries())
                    .hasSize(Math.min(limit, 20));
        }
    }

    @Test
    void the_last_page_of_many_with_the_same_key_is_as_fast_as_the_first() {
        save(IntStream.range(0, 30_000)
                .mapToObj(number -> new User(new UserId("u" + (100_000 + number)), "Anna", ""))
                .toList());
        for (Order order : Order.values()) {
            Place last = order.placeOf(new User(new UserId("u129900"), "Anna", ""));
            long first = nanos(new Query("", order, Optional.empty(), 50));
            assertThat(nanos(new Query("", order, Optional.of(last), 50)))
                    .as("order by " + order.word())
                    .isLessThan(first * 15 + Duration.ofMillis(5).toNanos());
        }
    }

    /** Returns the shortest of some times. */
    private long nanos(Query query) {
        return IntStream.range(0, 20)
                .mapToLong(i -> {
                    long began = System.nanoTime();
                    read(query);
                    return System.nanoTime() - began;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void an_entry_has_all_that_was_saved() {
        var user = new User(new UserId("𝄞 1"), "Zoë 😀", "zoe@example.org");
        save(List.of(user));

        Entry entry = read(Query.first(1)).entries().getFirst();
        assertThat(entry.user()).isEqualTo(user);
        assertThat(entry.changed()).isEqualTo(CHANGED);
        assertThat(entry).isEqualTo(new SqlDirectory(database).find(user.id()).orElseThrow());
    }

    @Test
    void a_page_has_a_next_one_only_if_somebody_is_left_for_it() {
        save(user("1", "Cora"), user("2", "Bert"), user("3", "Anna"));

        assertThat(read(Query.first(3)).next()).isEmpty();
        assertThat(read(Query.first(2)).next()).contains(Order.ID.placeOf(user("2", "")));
        assertThat(read(Query.first(2).by(Order.NAME)).next()).contains(new Place("bert", new UserId("2")));
        assertThat(read(Query.search("c", 1)).next()).isEmpty();
        assertThat(read(Query.first(1).after(Order.ID.placeOf(user("3", "")))))
                .isEqualTo(new Page(List.of(), Optional.empty()));
    }

    @Test
    void each_batched_page_is_the_one_of_its_query() {
        save(numbered(30, i -> i % 2 == 0 ? "Even" : "Odd"));
        List<Query> queries = new ArrayList<>();
        for (Order order : Order.values()) {
            Query first = Query.first(4).by(order);
            queries.addAll(List.of(
                    first,
                    Query.first(1).by(order),
                    first.after(read(first).next().orElseThrow()),
                    first.after(new Place("zzz", new UserId("zzz"))),
                    Query.search("even", 4).by(order),
                    Query.search("  ", 5).by(order)));
        }

        Map<Query, Page> pages = together(queries);
        assertThat(pages).hasSameSizeAs(queries);
        assertThat(pages).allSatisfy((query, page) -> assertThat(page).isEqualTo(read(query)));
    }

    @Test
    void one_query_twice_is_one_page_and_no_query_is_none() {
        save(user("1", "Anna"));
        Query query = Query.first(10);

        assertThat(together(List.of(query, query))).isEqualTo(Map.of(query, read(query)));
        assertThat(together(List.of(query))).isEqualTo(Map.of(query, read(query)));
        assertThat(together(List.of())).isEmpty();
    }

    @Test
    void pages_are_read_together_where_the_database_can_and_is_told_to() {
        boolean isPostgres = database.dialect() == Dialect.POSTGRESQL;
        assertThat(lists.readsTogether()).isEqualTo(isPostgres);
        assertThat(new UserLists(database.dialect(), Optional.empty()).readsTogether())
                .isFalse();
    }

    @Test
    void pages_are_the_same_though_they_may_not_be_read_together() {
        save(numbered(10, i -> "Anna"));
        List<Query> queries =
                List.of(Query.first(3), Query.first(4), Query.first(5).by(Order.NAME));
        var oneByOne = new UserLists(database.dialect(), Optional.empty());

        Map<Query, Page> pages = database.query(connection -> oneByOne.read(connection, queries));
        assertThat(pages).isEqualTo(together(queries));
    }

    @Test
    void matches_are_found_within_and_beyond_the_scanned_range() {
        int near = 5000;
        save(numbered(near + 2, i -> i < near ? "Often" : "Rare" + i));

        for (Order order : Order.values()) {
            assertThat(ids(read(Query.search("rare5000", 1).by(order)))).containsExactly("05000");
            assertThat(ids(read(Query.search("rare5001", 1).by(order)))).containsExactly("05001");
            assertThat(ids(read(Query.search("rare", 1).by(order)))).containsExactly("05000");
            assertThat(ids(read(Query.search("rare", 2).by(order)))).containsExactly("05000", "05001");
        }
        Query last = Query.search("rare", 1).after(Order.ID.placeOf(user("00001", "")));
        assertThat(ids(read(last))).containsExactly("05000");
        assertThat(read(last).next()).contains(Order.ID.placeOf(user("05000", "")));
    }

    @Test
    void a_search_after_a_place_finds_no_user_before_it() {
        save(user("1", "Zoe Berg"), user("2", "Anna Berg"), user("3", "Cora Thal"));

        assertThat(ids(read(Query.search("berg", 9).after(Order.ID.placeOf(user("1", ""))))))
                .containsExactly("2");
        assertThat(ids(read(Query.search("berg", 9).by(Order.NAME).after(new Place("anna berg", new UserId("2"))))))
                .containsExactly("1");
    }

    @Test
    void all_who_match_are_counted_whatever_the_page() {
        save(user("1", "Zoe Berg"), user("2", "Anna Berg"), user("3", "Cora"));
        Place behind = Order.ID.placeOf(user("3", ""));

        assertThat(count(Query.first(1))).isEqualTo(3);
        assertThat(count(Query.search(" \u00A0", 1))).isEqualTo(3);
        assertThat(count(Query.search("BERG", 1).after(behind))).isEqualTo(2);
        assertThat(count(Query.search("%", 1))).isZero();
    }

    @Test
    void those_of_many_who_are_there_are_found_in_the_order_of_their_code_points() {
        List<String> inOrder = List.of("1", "10", "2", "A", "a", "\uFFFD", "😀");
        save(inOrder.reversed().stream().map(id -> user(id, "Anna")).toList());
        List<UserId> sought = Stream.concat(Stream.of("nobody", "2"), inOrder.stream())
                .map(UserId::new)
                .toList();

        assertThat(find(sought)).extracting(entry -> entry.user().id().value()).isEqualTo(inOrder);
        assertThat(find(List.of())).isEmpty();
    }

    @Test
    void as_many_are_found_at_once_as_may_be_sought() {
        List<User> users = numbered(Directory.MAX_IDS, i -> "Anna");
        save(users);
        List<UserId> ids = users.stream().map(User::id).toList();

        assertThat(find(ids)).extracting(Entry::user).isEqualTo(users);
    }

    @Test
    void users_who_are_to_be_changed_stay_locked_where_others_could_change_them_and_found_users_are_free() {
        save(user("1", "Anna"), user("2", "Bert"));
        List<UserId> first = List.of(new UserId("1"));

        List<String> free = database.query(connection -> {
            connection.setAutoCommit(false);
            try {
                assertThat(lists.find(connection, List.of(new UserId("2")))).hasSize(1);
                assertThat(lists.toChange(connection, first)).isEqualTo(lists.find(connection, first));
                return free();
            } finally {
                connection.rollback();
            }
        });
        assertThat(free).isEqualTo(database.dialect() == Dialect.H2 ? List.of("1", "2") : List.of("2"));
        assertThat(free()).containsExactly("1", "2");
    }

    /** Returns the ids of users that aren't locked. */
    private List<String> free() {
        return database.query(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT id FROM users ORDER BY id FOR UPDATE SKIP LOCKED")) {
                List<String> ids = new ArrayList<>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        });
    }

    private Page read(Query query) {
        return database.query(connection -> lists.read(connection, query));
    }

    private Map<Query, Page> together(List<Query> queries) {
        return database.query(connection -> lists.read(connection, queries));
    }

    private List<Entry> find(List<UserId> ids) {
        return database.query(connection -> lists.find(connection, ids));
    }

    private long count(Query query) {
        return database.query(connection -> lists.count(connection, query));
    }

    private void save(User... users) {
        save(List.of(users));
    }

    private void save(List<User> users) {
        new SqlDirectory(database)
                .saveAll(users.stream().map(Upsert::of).toList(), new Attribution(new Actor("tester"), CHANGED));
    }

    private static List<User> numbered(int count, IntFunction<String> name) {
        return IntStream.range(0, count)
                .mapToObj(i -> user(String.format(Locale.ROOT, "%05d", i), name.apply(i)))
                .toList();
    }

    private static List<String> ids(Page page) {
        return page.entries().stream().map(entry -> entry.user().id().value()).toList();
    }

    private static User user(String id, String name) {
        return new User(new UserId(id), name, "");
    }
}
