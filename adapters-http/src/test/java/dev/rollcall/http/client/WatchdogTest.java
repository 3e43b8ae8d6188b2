package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WatchdogTest {
    private final Watchdog watchdog = new Watchdog();

    /** A socket that tells when it is closed. */
    private static final class Candle extends java.net.Socket {
        private final CountDownLatch out = new CountDownLatch(1);
        private volatile long time;

        @Override
        public void close() {
            time = System.nanoTime();
            out.countDown();
        }

        boolean isLit() {
            return out.getCount() > 0;
        }
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void a_socket_is_closed_at_its_deadline_and_not_before() throws InterruptedException {
        var candle = new Candle();
        Watchdog.Watch watch = watchdog.over(candle);
        long deadline = in(50);
        watch.until(deadline);
        candle.out.await();
        assertThat(candle.time - deadline).isBetween(0L, TimeUnit.SECONDS.toNanos(1));
        assertThat(watch.isOver()).isTrue();
        assertThat(watch.rest()).isFalse();
    }

    @Test
    void an_earlier_deadline_that_is_set_later_comes_first() throws InterruptedException {
        var slow = new Candle();
        var fast = new Candle();
        watchdog.over(slow).until(in(30_000));
        watchdog.over(fast).until(in(10));
        fast.out.await();
        assertThat(slow.isLit()).isTrue();
    }

    @Test
    void a_deadline_that_was_taken_away_or_moved_does_not_come() throws InterruptedException {
        var resting = new Candle();
        var moved = new Candle();
        var marker = new Candle();
        Watchdog.Watch watch = watchdog.over(resting);
        watch.until(in(10));
        assertThat(watch.rest()).isTrue();
        Watchdog.Watch other = watchdog.over(moved);
        other.until(in(10));
        other.until(in(30_000));
        watchdog.over(marker).until(in(50));
        marker.out.await();
        assertThat(resting.isLit()).isTrue();
        assertThat(moved.isLit()).isTrue();
    }

    @Test
    void no_deadline_is_missed_however_they_come() throws InterruptedException {
        RandomGenerator random = RandomGenerator.getDefault();
        List<Integer> threads = List.of(1, 2, 3, 4, 5, 6, 7, 8);
        List<List<Long>> delays = FanOut.map(threads, threads.size(), thread -> {
            List<Long> late = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                var candle = new Candle();
                long deadline = System.nanoTime() + random.nextLong(3_000_000);
                Watchdog.Watch watch = watchdog.over(candle);
                watch.until(deadline + 1_000_000_000);
                watch.rest();
                watch.until(deadline);
                candle.out.await();
                late.add(candle.time - deadline);
            }
            return late;
        });
        assertThat(delays)
                .allSatisfy(late -> assertThat(late)
                        .allSatisfy(nanos -> assertThat(nanos).isBetween(0L, TimeUnit.SECONDS.toNanos(1))));
    }
}
