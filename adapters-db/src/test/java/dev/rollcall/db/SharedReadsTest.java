package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.rollcall.domain.Directory;
import dev.rollcall.domain.DirectoryUnavailable;
import dev.rollcall.domain.Entry;
import dev.rollcall.domain.Page;
import dev.rollcall.domain.Query;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who shares a load with whom. Loads are held up until the test lets them go on. */
@Timeout(60)
class SharedReadsTest {
    private static final UserId ANNA = new UserId("anna");
    private static final Query QUERY = Query.first(10);

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicLong readings = new AtomicLong();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore goOn = new Semaphore(0);
    /** The numbers of the loads that fail. */
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();

    private final SqlDirectory source = mock();
    private final Directory shared = new SharedReads(source);

    SharedReadsTest() {
        when(source.find(any())).thenAnswer(call -> load(call.getArgument(0)));
    }

    /** The version of what is loaded is the number of the load. */
    private Optional<Entry> load(UserId id) {
        int number = loads.incrementAndGet();
        begun.release();
        try {
            goOn.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailable("interrupted", e);
        }
        if (failing.contains(number)) {
            throw new DirectoryUnavailable("it is gone", new IllegalStateException());
        }
        return Optional.of(new Entry(new User(id, "", ""), number, Instant.EPOCH));
    }

    @Test
    void who_asks_alone_loads_for_himself() throws Exception {
        goOn.release(2);
        assertThat(version(reader(ANNA))).isEqualTo(1);
        assertThat(version(reader(ANNA))).isEqualTo(2);
    }

    @Test
    void who_asks_while_a_load_runs_shares_the_next() throws Exception {
        Reader first = reader(ANNA);
        begun.acquire();
        List<Reader> others = waitingReaders(10);
        goOn.release(2);

        assertThat(version(first)).isEqualTo(1);
        for (Reader other : others) {
            assertThat(version(other)).isEqualTo(2);
        }
        verify(source, times(2)).find(ANNA);
    }

    @Test
    void who_asks_something_else_waits_for_nobody() throws Exception {
        Reader first = reader(ANNA);
        begun.acquire();
        Reader other = reader(new UserId("bert"));
        begun.acquire();
        goOn.release(2);

        assertThat(List.of(version(first), version(other))).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void a_load_that_fails_fails_for_all_who_share_it_and_for_nobody_else() throws Exception {
        failing.add(2);
        Reader first = reader(ANNA);
        begun.acquire();
        List<Reader> others = waitingReaders(3);
        goOn.release(3);

        assertThat(version(first)).isEqualTo(1);
        for (Reader other : others) {
            assertThat(other.failure()).isInstanceOf(DirectoryUnavailable.class).hasMessage("it is gone");
        }
        assertThat(version(reader(ANNA))).isEqualTo(3);
    }

    @Test
    void who_is_interrupted_while_loading_leaves_the_others_to_load_themselves() throws Exception {
        Reader first = reader(ANNA);
        begun.acquire();
        List<Reader> others = waitingReaders(3);
        goOn.release(1);
        begun.acquire();
        Reader loading = others.getFirst();
        loading.thread().interrupt();
        assertThat(loading.failure()).isInstanceOf(DirectoryUnavailable.class);
        goOn.release(2);

        assertThat(version(first)).isEqualTo(1);
        for (Reader other : others.subList(1, 3)) {
            assertThat(version(other)).isGreaterThan(2);
        }
    }

    @Test
    void who_is_interrupted_before_he_loads_leaves_the_others_to_load_themselves() throws Exception {
        Reader first = reader(ANNA);
        begun.acquire();
        List<Reader> others = waitingReaders(3);
        Reader leading = others.getFirst();
        leading.thread().interrupt();
        assertThat(leading.failure()).isInstanceOf(DirectoryUnavailable.class);
        goOn.release(3);

        assertThat(version(first)).isEqualTo(1);
        for (Reader other : others.subList(1, 3)) {
            assertThat(version(other)).isGreaterThan(1);
        }
    }

    @Test
    void who_is_interrupted_while_another_loads_for_him_fails_alone() throws Exception {
        Reader first = reader(ANNA);
        begun.acquire();
        List<Reader> others = waitingReaders(2);
        Reader follower = others.getLast();
        follower.thread().interrupt();
        assertThat(follower.failure()).isInstanceOf(DirectoryUnavailable.class);
        goOn.release(2);

        assertThat(version(first)).isEqualTo(1);
        assertThat(version(others.getFirst())).isEqualTo(2);
    }

    @Test
    void a_page_that_is_asked_for_repeatedly_is_read_again_only_if_the_stamp_changed() {
        when(source.hasStamps()).thenReturn(true);
        when(source.stamp())
                .thenReturn(Optional.of("a"))
                .thenReturn(Optional.of("a"))
                .thenReturn(Optional.of("a"))
                .thenReturn(Optional.of("b"));
        readings();

        assertThat(versions(5)).containsExactly(1L, 2L, 2L, 2L, 3L);
    }

    @Test
    void a_page_that_is_asked_for_once_needs_no_stamp() {
        when(source.hasStamps()).thenReturn(true);
        readings();

        assertThat(versions(1)).containsExactly(1L);
        verify(source, never()).stamp();
    }

    @Test
    void the_stamp_is_asked_for_seldom_where_that_is_in_vain_until_it_stays_the_same() {
        when(source.hasStamps()).thenReturn(true);
        when(source.stamp()).thenAnswer(call -> Optional.of("changed by " + loads.incrementAndGet()));
        readings();

        assertThat(versions(1001))
                .isEqualTo(LongStream.rangeClosed(1, 1001).boxed().toList());
        verify(source, atMost(1000 / 8 + 4)).stamp();

        when(source.stamp()).thenReturn(Optional.of("unchanged"));
        List<Long> later = versions(17);
        assertThat(versions(100)).containsOnly(later.getLast());
    }

    @Test
    void a_change_between_stamp_and_page_is_noticed_at_the_latest_by_the_next_reader() {
        when(source.hasStamps()).thenReturn(true);
        when(source.stamp()).thenReturn(Optional.of("before"));
        readings();

        assertThat(versions(2)).containsExactly(1L, 2L);
        when(source.stamp()).thenReturn(Optional.of("after"));
        assertThat(versions(2)).containsExactly(3L, 3L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_page_is_always_read_again_if_the_database_has_no_stamp(boolean atTheMoment) {
        when(source.hasStamps()).thenReturn(atTheMoment);
        when(source.stamp()).thenReturn(Optional.empty());
        readings();

        assertThat(versions(4)).containsExactly(1L, 2L, 3L, 4L);
    }

    /** Lets each reading of a page find another version, which is the number of the reading. */
    private void readings() {
        when(source.page(QUERY)).thenAnswer(call -> {
            var entry = new Entry(new User(ANNA, "", ""), readings.incrementAndGet(), Instant.EPOCH);
            return new Page(List.of(entry), Optional.empty());
        });
    }

    private List<Long> versions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> shared.page(QUERY).entries().getFirst().version())
                .toList();
    }

    private record Reader(Thread thread, FutureTask<Optional<Entry>> task) {
        Throwable failure() throws InterruptedException {
            thread.join();
            return task.exceptionNow();
        }
    }

    private Reader reader(UserId id) {
        var task = new FutureTask<>(() -> shared.find(id));
        return new Reader(Thread.ofPlatform().start(task), task);
    }

    /** Returns readers who came one after the other, and wait. */
    private List<Reader> waitingReaders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Reader reader = reader(ANNA);
                    while (reader.thread().getState() != Thread.State.WAITING) {
                        Thread.onSpinWait();
                    }
                    return reader;
                })
                .toList();
    }

    private static long version(Reader reader) throws Exception {
        return reader.task().get().orElseThrow().version();
    }
}
