package dev.rollcall.http.client.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TurnTest {
    private static SharedRemote remote(int concurrency, OptionalDouble rate) {
        return new SharedRemote(concurrency, rate, Optional::empty);
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    @Test
    void a_turn_has_a_slot_and_gives_it_back() throws Exception {
        SharedRemote remote = remote(1, OptionalDouble.empty());
        try (var turn = new Turn(remote)) {
            assertThat(turn.await(in(Duration.ofSeconds(30)))).isEmpty();
            assertThat(remote.slots.taken()).isEqualTo(1);
        }
        assertThat(remote.slots.taken()).isZero();
    }

    @Test
    void it_waits_for_the_slot_of_another() throws Exception {
        SharedRemote remote = remote(1, OptionalDouble.empty());
        var first = new Turn(remote);
        first.await(in(Duration.ofSeconds(30)));
        try (var second = new Turn(remote)) {
            assertThat(second.await(in(Duration.ofMillis(50))))
                    .hasValue("too many requests to the remote are in flight");
        }
        var passed = new CompletableFuture<Optional<String>>();
        Thread waiting = Thread.ofVirtual().start(() -> {
            try (var third = new Turn(remote)) {
                passed.complete(third.await(in(Duration.ofSeconds(30))));
            } catch (InterruptedException e) {
                passed.completeExceptionally(e);
            }
        });
        first.close();
        assertThat(passed.get()).isEmpty();
        waiting.join();
        assertThat(remote.slots.taken()).isZero();
    }

    @Test
    void it_waits_as_long_as_everybody_pauses() throws Exception {
        SharedRemote remote = remote(1, OptionalDouble.empty());
        long begin = System.nanoTime();
        remote.gate.pause("429", Duration.ofMillis(300), begin);
        try (var turn = new Turn(remote)) {
            assertThat(turn.await(in(Duration.ofMillis(100)))).hasValue("429, not asked");
        }
        try (var turn = new Turn(remote)) {
            assertThat(turn.await(in(Duration.ofSeconds(30)))).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(remote.gate.waiting()).isZero();
    }

    @Test
    void it_takes_its_turn_at_the_rate() throws Exception {
        SharedRemote remote = remote(1, OptionalDouble.of(20));
        long begin = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            try (var turn = new Turn(remote)) {
                assertThat(turn.await(in(Duration.ofSeconds(30)))).isEmpty();
            }
        }
        // four intervals of 50 ms, less one that may be made up for
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }
}
