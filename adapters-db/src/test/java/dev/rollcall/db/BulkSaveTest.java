package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Tally;
import dev.rollcall.domain.directory.Upsert;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("databases")
class BulkSaveTest {
    private final Database database;
    private final SqlDirectory directory;

    BulkSaveTest(Supplier<DatabaseAddress> kind) {
        database = Database.open(kind.get());
        directory = new SqlDirectory(database);
    }

    static Stream<Named<Supplier<DatabaseAddress>>> databases() {
        return Addresses.kinds();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** The check of a batch must not read the history of all others, or a large import would take ever longer. */
    @Test
    void what_was_written_is_counted_by_id() {
        save(IntStream.range(0, 3000)
                .mapToObj(number -> user("u" + number, "Anna"))
                .toArray(User[]::new));
        if (database.dialect() == Dialect.H2) {
            assertThat(scanned(UserChanges.WRITTEN, List.of("u7", "u8", "u9"))).isLessThan(100);
        }
    }

    /** Returns how many rows H2 reads for a check of these ids. */
    private long scanned(String sql, List<String> ids) {
        return database.query(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("EXPLAIN ANALYZE " + sql)) {
                for (int index = 1; index <= 4; index += 2) {
                    statement.setArray(index, connection.createArrayOf("VARCHAR", ids.toArray()));
                    statement.setLong(index + 1, 0);
                }
                try (ResultSet plan = statement.executeQuery()) {
                    plan.next();
                    return Pattern.compile("scanCount: (\\d+)")
                            .matcher(plan.getString(1))
                            .results()
                            .mapToLong(count -> Long.parseLong(count.group(1)))
                            .sum();
                }
            }
        });
    }

    @Test
    void users_are_created_replaced_or_left_as_they_are() {
        save(user("1", "Anna"), user("2", "Bert"));

        assertThat(save(user("3", "Cora"), user("2", "Berta"), user("1", "Anna")))
                .isEqualTo(new Tally(1, 1, 1));
        assertThat(directory.page(Query.first(10)).entries())
                .extracting(Entry::user)
                .containsExactly(user("1", "Anna"), user("2", "Berta"), user("3", "Cora"));
    }

    @Test
    void no_users_are_no_changes() {
        assertThat(save()).isEqualTo(Tally.NONE);
        assertThat(directory.count(Query.first(1))).isZero();
    }

    @Test
    void versions_rise_in_the_order_in_which_users_are_given() {
        save(user("2", "Bert"), user("1", "Anna"), user("3", "Cora"));

        assertThat(List.of(version("2"), version("1"), version("3"))).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void an_unchanged_user_keeps_version_and_history() {
        save(user("1", "Anna"));
        long before = version("1");
        save(user("1", "Anna"), user("2", "Bert"), user("1", "Anna"));

        assertThat(version("1")).isEqualTo(before);
        assertThat(history("1")).hasSize(1);
    }

    @Test
    void a_user_who_is_given_twice_is_as_given_last_and_the_history_has_each_step() {
        Tally tally = save(user("1", "a"), user("1", "b"), user("1", "b"), user("1", "a"));

        assertThat(tally).isEqualTo(new Tally(1, 2, 1));
        List<Change> history = history("1");
        assertThat(history)
                .extracting(Change::before)
                .containsExactly(Optional.of(user("1", "b")), Optional.of(user("1", "a")), Optional.empty());
        assertThat(history)
                .extracting(Change::after)
                .containsExactly(Optional.of(user("1", "a")), Optional.of(user("1", "b")), Optional.of(user("1", "a")));
        assertThat(version("1")).isEqualTo(history.getFirst().version());
        assertThat(history)
                .allSatisfy(change -> assertThat(change.attribution()).isEqualTo(Addresses.TESTER));
    }

    @Test
    void a_change_that_is_undone_is_in_the_history() {
        save(user("1", "a"));

        assertThat(save(user("1", "b"), user("1", "a"))).isEqualTo(new Tally(0, 2, 0));
        assertThat(directory.find(new UserId("1")).orElseThrow().user()).isEqualTo(user("1", "a"));
        assertThat(history("1")).hasSize(3);
        assertThat(version("1")).isEqualTo(history("1").getFirst().version());
    }

    @Test
    void a_batch_may_be_just_full_and_the_next_one_knows_it() {
        List<User> full = numbered(Directory.MAX_IDS, "a");

        assertThat(save(full)).isEqualTo(new Tally(Directory.MAX_IDS, 0, 0));
        List<User> more = Stream.concat(
                        numbered(Directory.MAX_IDS, "b").stream(), Stream.of(user("0", "c"), user("x", "c")))
                .toList();
        assertThat(save(more)).isEqualTo(new Tally(1, Directory.MAX_IDS + 1, 0));
        assertThat(history("0"))
                .extracting(change -> change.after().orElseThrow().name())
                .containsExactly("c", "b", "a");
    }

    /** As another process may do, where several share the file of an embedded database. */
    @Test
    void whoever_was_changed_since_they_were_read_is_not_overwritten() {
        save(user("1", "Anna"));
        List<Entry> read = directory.findAll(Set.of(new UserId("1")));
        save(user("1", "Berta"));

        for (Optional<User> after : List.of(Optional.of(user("1", "Cora")), Optional.<User>empty())) {
            transaction(connection -> {
                var changes = new UserChanges(connection, database.dialect(), Addresses.TESTER);
                List<Change> versioned = changes.versioned(List.of(Optional.of(user("1", "Anna"))), List.of(after));
                assertThatThrownBy(() -> changes.write(read, versioned))
                        .matches(e -> SqlFailure.isRace(e) == (database.dialect() == Dialect.H2));
                return "rolled back by us";
            });
        }
        assertThat(directory.find(new UserId("1")).orElseThrow().user()).isEqualTo(user("1", "Berta"));
    }

    @Test
    void no_more_users_are_read_ahead_than_a_batch_holds() throws SQLException {
        var read = new AtomicInteger();
        Iterator<User> all = numbered(2 * Directory.MAX_IDS, "a").stream()
                .peek(user -> read.incrementAndGet())
                .iterator();
        var broken = new IllegalStateException("enough");
        Iterable<Upsert> users = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Upsert next() {
                if (read.get() == Directory.MAX_IDS) {
                    throw broken;
                }
                return Upsert.of(all.next());
            }
        };

        transaction(connection -> {
            assertThatThrownBy(() -> bulk(connection).save(users, Supplier::get))
                    .isSameAs(broken);
            assertThat(count(connection, "SELECT COUNT(*) FROM users")).isEqualTo(Directory.MAX_IDS);
            return "rolled back by us";
        });
    }

    @Test
    void nothing_is_kept_if_the_transaction_is_rolled_back() {
        save(user("1", "Anna"));
        transaction(connection ->
                bulk(connection).save(upserts(List.of(user("1", "Berta"), user("2", "Cora"))), Supplier::get));

        assertThat(directory.page(Query.first(10)).entries())
                .extracting(Entry::user)
                .containsExactly(user("1", "Anna"));
        assertThat(history("1")).hasSize(1);
        assertThat(history("2")).isEmpty();
    }

    @Test
    void existing_users_are_locked_until_the_transaction_ends() {
        save(user("1", "Anna"), user("2", "Bert"));

        transaction(connection -> {
            bulk(connection).save(upserts(List.of(user("1", "Berta"))), Supplier::get);
            assertThat(free()).containsExactly("2");
            return "rolled back by us";
        });
        assertThat(free()).containsExactly("1", "2");
    }

    @Test
    void a_user_created_and_removed_by_another_transaction_is_a_race() {
        long later = nextVersion() + 100;
        record("2", later);

        assertThatThrownBy(() -> transaction(connection -> bulk(connection)
                        .save(
                                upserts(List.of(user("1", "Anna"), user("2", "Bert"), user("3", "Cora"))),
                                Supplier::get)))
                .isInstanceOf(DirectoryUnavailable.class)
                .satisfies(e -> assertThat(SqlFailure.isRace(e)).isTrue())
                .hasStackTraceContaining("another transaction created and removed one of the users");
        assertThat(directory.count(Query.first(1))).isZero();
    }

    @Test
    void a_removed_user_is_created_again() {
        save(user("1", "Anna"));
        directory.remove(new UserId("1"), Precondition.none(), Addresses.TESTER);

        assertThat(save(user("1", "Anna"))).isEqualTo(new Tally(1, 0, 0));
        assertThat(history("1")).hasSize(3);
        assertThat(history("1").getFirst().before()).isEmpty();
    }

    private Tally save(User... users) {
        return save(List.of(users));
    }

    private Tally save(List<User> users) {
        return database.changeInBulk(connection -> bulk(connection).save(upserts(users), Supplier::get));
    }

    private static List<Upsert> upserts(List<User> users) {
        return users.stream().map(Upsert::of).toList();
    }

    private BulkSave bulk(Connection connection) {
        var lists = new UserLists(database.dialect(), database.places());
        return new BulkSave(connection, database.dialect(), lists, Addresses.TESTER);
    }

    /** Runs the work in a transaction that is rolled back. */
    private <T> T transaction(Pool.Work<T> work) {
        return database.query(connection -> {
            connection.setAutoCommit(false);
            try {
                return work.on(connection);
            } finally {
                connection.rollback();
            }
        });
    }

    private long nextVersion() {
        return database.query(connection -> count(connection, database.dialect().nextVersion()));
    }

    /** Writes a change of another transaction to the history. */
    private void record(String id, long version) {
        var change = new Change(version, Addresses.TESTER, Optional.of(user(id, "Other")), Optional.empty());
        database.changeInBulk(connection -> {
            try (var statement = connection.prepareStatement(UserTable.RECORD)) {
                int index = 1;
                for (Object parameter : UserTable.change(change)) {
                    statement.setObject(index++, parameter);
                }
                return statement.executeUpdate();
            }
        });
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Returns the ids of users that aren't locked. */
    private List<String> free() {
        return database.query(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT id FROM users ORDER BY id FOR UPDATE SKIP LOCKED")) {
                List<String> ids = new ArrayList<>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        });
    }

    private long version(String id) {
        return directory.find(new UserId(id)).orElseThrow().version();
    }

    private List<Change> history(String id) {
        return directory.history(new UserId(id), OptionalLong.empty(), 100);
    }

    private static List<User> numbered(int count, String name) {
        return IntStream.range(0, count).mapToObj(i -> user("" + i, name)).toList();
    }

    private static User user(String id, String name) {
        return new User(new UserId(id), name, "");
    }
}
