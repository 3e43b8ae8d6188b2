package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ConnectionSelectorTest {
    /** One more than can run at once. */
    private static final int LOOKERS = Runtime.getRuntime().availableProcessors() + 1;

    private final AtomicInteger looking = new AtomicInteger();

    private final AtomicInteger together = new AtomicInteger();

    @Test
    void who_looks_again_and_again_lets_the_others_have_their_turn() throws InterruptedException {
        // like roll calls: virtual threads that a virtual thread started
        Thread.startVirtualThread(this::lookTogether).join();
        assertThat(together).hasValue(LOOKERS);
    }

    private void lookTogether() {
        List<Thread> lookers = new ArrayList<>();
        for (int i = 0; i < LOOKERS; i++) {
            lookers.add(Thread.startVirtualThread(() -> together.addAndGet(lookUntilAllDo() ? 1 : 0)));
        }
        try {
            for (Thread looker : lookers) {
                looker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Selects without waiting until all others do so too; returns false if that takes too long. */
    private boolean lookUntilAllDo() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (var selector = new ConnectionSelector()) {
            looking.incrementAndGet();
            while (looking.get() < LOOKERS && System.nanoTime() - end < 0) {
                selector.look();
            }
            return looking.get() == LOOKERS;
        }
    }
}
