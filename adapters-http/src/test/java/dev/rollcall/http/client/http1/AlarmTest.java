package dev.rollcall.http.client.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AlarmTest {
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration NEVER = Duration.ofDays(1);

    private final Semaphore calls = new Semaphore(0);
    private final Alarm alarm = new Alarm(calls::release);

    @AfterEach
    void close() {
        alarm.close();
    }

    @Test
    void calls_when_the_time_has_come() throws InterruptedException {
        long time = in(SOON);
        alarm.set(time);
        awaitCall();
        assertTrue(System.nanoTime() - time >= 0);
    }

    @Test
    void calls_at_once_for_a_time_that_is_past() throws InterruptedException {
        alarm.set(in(NEVER.negated()));
        awaitCall();
    }

    @Test
    void calls_at_the_earlier_of_two_times() throws InterruptedException {
        alarm.set(in(NEVER));
        alarm.set(in(SOON));
        alarm.set(in(NEVER));
        awaitCall();
    }

    @Test
    void calls_again_when_it_is_set_again() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            alarm.set(in(Duration.ofNanos(i)));
            awaitCall();
        }
    }

    @Test
    void is_called_off_by_being_closed() throws InterruptedException {
        alarm.set(in(SOON));
        alarm.close();
        var later = new Semaphore(0);
        var other = new Alarm(later::release);
        other.set(in(SOON.plusMillis(1)));
        assertTrue(later.tryAcquire(10, TimeUnit.SECONDS));
        assertEquals(0, calls.availablePermits());
    }

    private void awaitCall() throws InterruptedException {
        assertTrue(calls.tryAcquire(10, TimeUnit.SECONDS), "no call");
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }
}
