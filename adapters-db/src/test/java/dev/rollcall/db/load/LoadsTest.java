package dev.rollcall.db.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which callers share a load. Loads block until the test lets them go on; the value of each key is the number of its load. */
@Timeout(60)
class LoadsTest {
    private static final int TOGETHER = 4;
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final List<List<String>> begun = new CopyOnWriteArrayList<>();
    private final Semaphore beginnings = new Semaphore(0);
    private final Semaphore goOn = new Semaphore(0);
    /** The numbers of the loads that fail. */
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();

    private final Loads<String, Integer> loads = new Loads<>(1, TOGETHER, FOR_EVER, this::load);

    private Map<String, Integer> load(List<String> keys) {
        int number;
        synchronized (begun) {
            begun.add(keys);
            number = begun.size();
        }
        beginnings.release();
        try {
            goOn.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DirectoryUnavailable("interrupted", e);
        }
        if (failing.contains(number)) {
            throw new DirectoryUnavailable("it is gone", new IllegalStateException());
        }
        return keys.stream().collect(Collectors.toMap(Function.identity(), key -> number));
    }

    @Test
    void a_caller_alone_loads_its_own_value() throws Exception {
        goOn.release(2);
        assertThat(reader("anna").value()).isEqualTo(1);
        assertThat(reader("anna").value()).isEqualTo(2);
    }

    @Test
    void callers_during_a_load_share_the_next_one() throws Exception {
        Reader first = reader("anna");
        beginnings.acquire();
        List<Reader> others = waiting("anna", "anna", "anna");
        goOn.release(2);

        assertThat(first.value()).isEqualTo(1);
        assertThat(values(others)).containsExactly(2, 2, 2);
        assertThat(begun).containsExactly(List.of("anna"), List.of("anna"));
    }

    @Test
    void waiting_keys_are_loaded_in_one_batch() throws Exception {
        Reader first = reader("anna");
        beginnings.acquire();
        List<Reader> others = waiting("bert", "anna", "cleo", "bert");
        goOn.release(2);

        assertThat(first.value()).isEqualTo(1);
        assertThat(values(others)).containsExactly(2, 2, 2, 2);
        assertThat(begun).containsExactly(List.of("anna"), List.of("bert", "anna", "cleo"));
    }

    @Test
    void a_batch_is_bounded_and_first_come_is_first_served() throws Exception {
        Reader first = reader("0");
        beginnings.acquire();
        List<Reader> others = waiting("1", "2", "3", "4", "5", "6");
        goOn.release(3);

        assertThat(first.value()).isEqualTo(1);
        assertThat(values(others)).containsExactly(2, 2, 2, 2, 3, 3);
        assertThat(begun).containsExactly(List.of("0"), List.of("1", "2", "3", "4"), List.of("5", "6"));
    }

    @Test
    void no_caller_waits_while_fewer_loads_run_than_allowed() throws Exception {
        var two = new Loads<>(2, TOGETHER, FOR_EVER, this::load);
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            readers.add(reader(two, "anna"));
            beginnings.acquire();
        }
        Reader third = reader(two, "anna");
        third.awaitWaiting();
        goOn.release();
        beginnings.acquire(); // as soon as one of the two is done
        goOn.release(2);

        assertThat(values(readers)).containsExactlyInAnyOrder(1, 2);
        assertThat(third.value()).isEqualTo(3);
    }

    @Test
    void a_caller_does_not_wait_for_a_load_that_exceeds_the_patience() throws Exception {
        var hasty = new Loads<>(1, TOGETHER, Duration.ZERO, this::load);
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(reader(hasty, "anna"));
            beginnings.acquire();
        }
        goOn.release(4);

        assertThat(values(readers)).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(reader(hasty, "anna").value()).isEqualTo(4);
    }

    @Test
    void a_failed_load_fails_for_its_callers_only() throws Exception {
        failing.add(2);
        Reader first = reader("anna");
        beginnings.acquire();
        List<Reader> others = waiting("anna", "anna", "bert", "bert");
        goOn.release(3);

        assertThat(first.value()).isEqualTo(1);
        for (Reader other : others) {
            assertThat(other.failure()).isInstanceOf(DirectoryUnavailable.class).hasMessage("it is gone");
        }
        assertThat(reader("anna").value()).isEqualTo(3);
    }

    @Test
    void if_a_running_load_is_interrupted_its_other_callers_load_again() throws Exception {
        Reader first = reader("anna");
        beginnings.acquire();
        List<Reader> others = waiting("anna", "anna", "bert", "bert");
        goOn.release();
        beginnings.acquire();
        others.getFirst().interrupt();
        assertThat(others.getFirst().failure()).isInstanceOf(DirectoryUnavailable.class);
        goOn.release(10);

        assertThat(first.value()).isEqualTo(1);
        assertThat(values(others.subList(1, 4))).allMatch(number -> number > 2);
    }

    @Test
    void if_a_waiting_load_is_interrupted_its_other_callers_load_again() throws Exception {
        Reader first = reader("anna");
        beginnings.acquire();
        List<Reader> others = waiting("anna", "anna", "bert");
        others.getFirst().interrupt();
        assertThat(others.getFirst().failure()).isInstanceOf(DirectoryUnavailable.class);
        goOn.release(10);

        assertThat(first.value()).isEqualTo(1);
        assertThat(values(others.subList(1, 3))).allMatch(number -> number > 1);
    }

    @Test
    void an_interrupted_caller_that_joined_fails_alone() throws Exception {
        Reader first = reader("anna");
        beginnings.acquire();
        List<Reader> others = waiting("anna", "anna", "bert");
        goOn.release();
        beginnings.acquire();
        for (Reader follower : others.subList(1, 3)) {
            follower.interrupt();
            assertThat(follower.failure()).isInstanceOf(DirectoryUnavailable.class);
        }
        goOn.release();

        assertThat(first.value()).isEqualTo(1);
        assertThat(others.getFirst().value()).isEqualTo(2);
    }

    /** Every caller gets a value or fails by its own interrupt. */
    @Test
    void no_caller_is_forgotten_when_many_are_interrupted() throws Exception {
        goOn.release(1_000_000);
        for (int round = 0; round < 200; round++) {
            List<Reader> readers = IntStream.range(0, 12)
                    .mapToObj(i -> reader(Integer.toString(i % 5)))
                    .toList();
            for (int i = 0; i < readers.size(); i += 3) {
                readers.get(i).interrupt();
            }
            for (int i = 0; i < readers.size(); i++) {
                if (i % 3 == 0) {
                    readers.get(i).thread().join();
                } else {
                    assertThat(readers.get(i).value()).isPositive();
                }
            }
        }
        assertThat(reader("anna").value()).isEqualTo(begun.size());
    }

    private record Reader(Thread thread, FutureTask<Integer> task) {
        int value() throws Exception {
            return task.get();
        }

        Throwable failure() throws InterruptedException {
            thread.join();
            return task.exceptionNow();
        }

        void interrupt() {
            thread.interrupt();
        }

        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(thread.isAlive() && !Thread.interrupted())
                        .as("waits")
                        .isTrue();
            }
        }
    }

    private Reader reader(String key) {
        return reader(loads, key);
    }

    private static Reader reader(Loads<String, Integer> from, String key) {
        var task = new FutureTask<>(() -> from.get(key));
        return new Reader(Thread.ofPlatform().start(task), task);
    }

    /** Returns waiting readers that came one after the other. */
    private List<Reader> waiting(String... keys) {
        List<Reader> readers = new ArrayList<>();
        for (String key : keys) {
            Reader reader = reader(key);
            reader.awaitWaiting();
            readers.add(reader);
        }
        return readers;
    }

    private static List<Integer> values(List<Reader> readers) throws Exception {
        List<Integer> values = new ArrayList<>();
        for (Reader reader : readers) {
            values.add(reader.value());
        }
        return values;
    }
}
