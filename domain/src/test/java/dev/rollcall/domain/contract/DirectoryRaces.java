package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.DirectoryUnderTest.unchanged;
import static dev.rollcall.domain.contract.DirectoryUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Removal;
import dev.rollcall.domain.directory.Save;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of the {@link DirectoryContract} about concurrent changes. */
interface DirectoryRaces extends DirectoryUnderTest {
    int ROUNDS = 50;

    @Test
    default void of_two_who_create_the_same_user_one_is_told_so_and_the_other_is_refused() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "user-" + round;
            List<Save> saves = atOnce(2, i -> directory().save(user(id, "by " + i), new Precondition.IsNew(), AT_NOON));

            Entry current = directory().find(new UserId(id)).orElseThrow();
            assertThat(saves).containsOnlyOnce(new Save.Created(current));
            assertThat(saves).containsOnlyOnce(new Save.Refused(Optional.of(current)));
        }
    }

    @Test
    default void of_two_who_save_the_same_new_user_one_creates_and_one_replaces_it() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String id = "user-" + round;
            List<Save> saves = atOnce(2, i -> directory().save(user(id, "by " + i), Precondition.none(), AT_NOON));

            assertThat(saves).hasAtLeastOneElementOfType(Save.Created.class);
            assertThat(saves)
                    .contains(new Save.Replaced(directory().find(new UserId(id)).orElseThrow()));
        }
    }

    @Test
    default void of_two_who_change_the_same_version_one_wins_and_the_other_is_refused() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Entry seen = saved(user("7", "round " + round));
            List<Save> saves = atOnce(2, i -> directory().save(user("7", "by " + i), unchanged(seen), AT_NOON));

            Entry current = directory().find(new UserId("7")).orElseThrow();
            assertThat(saves).containsOnlyOnce(new Save.Replaced(current));
            assertThat(saves).containsOnlyOnce(new Save.Refused(Optional.of(current)));
        }
    }

    @Test
    default void of_two_who_remove_the_same_user_one_is_told_so() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Entry last = saved(user("7"));
            List<Removal> removals = atOnce(2, i -> directory().remove(new UserId("7"), Precondition.none(), AT_NOON));

            assertThat(removals).containsExactlyInAnyOrder(new Removal.Removed(last), new Removal.Unknown());
        }
    }

    @Test
    default void no_change_is_lost_among_many_who_count_up_one_user() throws Exception {
        saved(user("7", "0"));

        atOnce(4, i -> {
            for (int step = 0; step < 25; step++) {
                countUp();
            }
            return i;
        });

        assertThat(directory().find(new UserId("7")).orElseThrow().user().name())
                .isEqualTo("100");
    }

    @Test
    default void creating_and_removing_one_user_at_once_never_fails_nor_gives_a_version_twice() throws Exception {
        List<List<Long>> versions = atOnce(4, i -> createdAndRemoved(i));

        assertThat(versions.stream().flatMap(List::stream)).doesNotHaveDuplicates();
        assertHistoryIsWhole(new UserId("7"));
    }

    /** Asserts that each change, latest first, starts from the state that the previous one left. */
    private void assertHistoryIsWhole(UserId id) {
        Optional<User> left = directory().find(id).map(Entry::user);
        for (Change change : directory().history(id, OptionalLong.empty(), 1000)) {
            assertThat(change.after()).as("%s", change).isEqualTo(left);
            left = change.before();
        }
        assertThat(left).isEmpty();
    }

    @Test
    default void many_saved_at_once_and_singly_get_in_nobodys_way() throws Exception {
        List<User> users =
                IntStream.range(0, 20).mapToObj(i -> user("user-" + i, "")).toList();

        atOnce(4, i -> {
            for (int round = 0; round < ROUNDS / 5; round++) {
                String name = "round %s by %s".formatted(round, i);
                List<User> renamed = users.stream()
                        .map(user -> user(user.id().value(), name))
                        .toList();
                switch (i) {
                    case 0 -> savedTogether(renamed);
                    case 1 -> savedTogether(renamed.reversed());
                    case 2 -> renamed.forEach(this::saved);
                    default -> users.forEach(user -> directory().remove(user.id(), Precondition.none(), AT_NOON));
                }
            }
            return i;
        });

        users.forEach(user -> assertHistoryIsWhole(user.id()));
    }

    @Test
    default void concurrent_reads_find_what_single_reads_find() throws Exception {
        savedAll(IntStream.range(0, 30).mapToObj(Integer::toString).toList());

        List<String> wrong = atOnce(8, i -> {
                    Query query = Query.first(i % 4 + 1).by(i % 2 == 0 ? Order.ID : Order.NAME);
                    Page page = directory().page(query);
                    UserId id = new UserId(Integer.toString(i + 25));
                    Optional<Entry> entry = directory().find(id);
                    List<String> others = new ArrayList<>();
                    for (int round = 0; round < ROUNDS; round++) {
                        if (!directory().page(query).equals(page)
                                || !directory().find(id).equals(entry)) {
                            others.add(query + " or " + id);
                        }
                    }
                    return others;
                })
                .stream()
                .flatMap(List::stream)
                .toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    default void no_read_is_stale() throws Exception {
        var acknowledged = new AtomicLong(saved(user("7")).version());

        atOnce(5, i -> i == 0 ? changes(acknowledged) : staleReads(Query.first(i), acknowledged))
                .forEach(stale -> assertThat(stale).isEmpty());
    }

    /** Changes a user repeatedly, and publishes each version as soon as it is acknowledged. */
    private List<String> changes(AtomicLong acknowledged) {
        try {
            for (int step = 0; step < 10 * ROUNDS; step++) {
                acknowledged.set(saved(user("7", "name " + step)).version());
            }
        } finally {
            acknowledged.set(Long.MAX_VALUE);
        }
        return List.of();
    }

    /** Reads until all changes are done, and returns the stale reads. */
    private List<String> staleReads(Query query, AtomicLong acknowledged) {
        List<String> stale = new ArrayList<>();
        for (long seen = acknowledged.get(); seen < Long.MAX_VALUE; seen = acknowledged.get()) {
            Entry found = directory().find(new UserId("7")).orElseThrow();
            Entry listed = directory().page(query).entries().getFirst();
            if (found.version() < seen || listed.version() < seen) {
                stale.add("%s or %s after version %s".formatted(found, listed, seen));
            }
        }
        return stale;
    }

    private void countUp() {
        Save save;
        do {
            Entry seen = directory().find(new UserId("7")).orElseThrow();
            int next = Integer.parseInt(seen.user().name()) + 1;
            save = directory().save(user("7", Integer.toString(next)), unchanged(seen), AT_NOON);
        } while (save instanceof Save.Refused);
    }

    private List<Long> createdAndRemoved(int who) {
        List<Long> versions = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            if (directory().save(user("7", "by " + who), new Precondition.IsNew(), AT_NOON)
                    instanceof Save.Created created) {
                versions.add(created.entry().version());
            }
            directory().remove(new UserId("7"), Precondition.none(), AT_NOON);
        }
        return versions;
    }

    /** Runs the work in several threads that start together, and returns the result of each. */
    private static <T> List<T> atOnce(int threads, Work<T> work) throws Exception {
        var start = new CyclicBarrier(threads);
        List<Callable<T>> tasks = IntStream.range(0, threads)
                .<Callable<T>>mapToObj(i -> () -> {
                    start.await();
                    return work.by(i);
                })
                .toList();
        List<T> results = new ArrayList<>();
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (Future<T> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
        }
        return results;
    }

    /** The work of one of several threads. */
    interface Work<T> {
        /** Runs it as the thread with this number, from 0. */
        T by(int thread);
    }
}
