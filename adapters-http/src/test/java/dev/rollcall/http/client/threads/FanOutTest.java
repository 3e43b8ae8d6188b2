package dev.rollcall.http.client.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class FanOutTest {
    @Test
    void three_files_are_read_by_three_workers(@TempDir Path folder) throws Exception {
        List<Path> files = List.of(folder.resolve("foo"), folder.resolve("bar"), folder.resolve("baz"));
        for (Path file : files) {
            Files.writeString(file, file.getFileName().toString());
        }
        // @start region="three-files"
        List<String> texts = FanOut.map(files, 3, Files::readString);
        // @end
        assertThat(texts).containsExactly("foo", "bar", "baz");
    }

    @Test
    void results_come_in_the_order_of_the_items() throws Exception {
        List<Integer> items = IntStream.range(0, 1000).boxed().toList();
        assertThat(FanOut.map(items, 8, i -> -i))
                .isEqualTo(items.stream().map(i -> -i).toList());
        assertThat(FanOut.map(List.of(), 8, i -> i)).isEmpty();
    }

    @Test
    void as_many_workers_as_asked_for_are_at_work_at_once() throws Exception {
        var all = new CyclicBarrier(16);
        assertThat(FanOut.map(Collections.nCopies(16, 0), 16, i -> all.await(20, TimeUnit.SECONDS)))
                .hasSize(16);
    }

    @Test
    void no_more_workers_than_asked_for_are_at_work_at_once() throws Exception {
        var atWork = new AtomicInteger();
        List<Integer> seen = FanOut.map(Collections.nCopies(500, 0), 3, i -> {
            int now = atWork.incrementAndGet();
            LockSupport.parkNanos(10_000);
            atWork.decrementAndGet();
            return now;
        });
        assertThat(Collections.max(seen)).isLessThanOrEqualTo(3);
    }

    @Test
    void the_first_failure_is_thrown_when_all_have_ended_and_carries_the_others() {
        var ended = new AtomicInteger();
        assertThatThrownBy(() -> FanOut.map(List.of("a", "b", "c", "d"), 4, name -> {
                    ended.incrementAndGet();
                    if (!name.equals("a")) {
                        throw new NoSuchFileException(name);
                    }
                    return name;
                }))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("b")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("c", "d"));
        assertThat(ended).hasValue(4);
    }

    @Test
    void an_unchecked_failure_is_thrown_as_it_is() {
        assertThatThrownBy(() -> FanOut.map(List.of(0), 1, i -> 1 / i)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> FanOut.<Integer, Integer, IOException>map(List.of(1), 1, i -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void interrupting_the_caller_interrupts_the_workers_and_waits_for_them() throws Exception {
        var begun = new CountDownLatch(3);
        var interrupted = new AtomicInteger();
        var thrown = new AtomicBoolean();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                FanOut.map(List.of(1, 2, 3), 3, i -> {
                    begun.countDown();
                    forever(interrupted);
                    return i;
                });
            } catch (InterruptedException e) {
                thrown.set(interrupted.get() == 3);
            }
        });
        begun.await();
        caller.interrupt();
        caller.join();
        assertThat(thrown).isTrue();
    }

    private static void forever(AtomicInteger interrupted) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
        }
    }
}
