package dev.rollcall.http.client;

import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.shared.SharedRequests.Sharer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a roll call hears of the requests of others that it shares, and what it tells those who share its own. For its thread, but for
 * what others tell it.
 */
final class Landings {
    private final Queue<Landing> heard = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isTold = new AtomicBoolean();
    private final List<Sharer> toWake = new ArrayList<>();
    private final Runnable wake;

    /**
     * A request of somebody else ended.
     *
     * @param reply what came of it; empty if it was given up
     */
    record Landing(Lookup lookup, Optional<Reply> reply) {}

    /** The call wakes the roll call's thread. */
    Landings(Runnable wake) {
        this.wake = wake;
    }

    /** Returns who shares a request of somebody else for the id. */
    Sharer sharer(Lookup lookup) {
        return new Sharer() {
            @Override
            public boolean hear(Optional<Reply> reply) {
                heard.add(new Landing(lookup, reply));
                return isTold.compareAndSet(false, true);
            }

            @Override
            public void wake() {
                wake.run();
            }
        };
    }

    /** Returns what was heard next; null if nothing was. */
    @Nullable
    Landing next() {
        isTold.set(false);
        return heard.poll();
    }

    /** Tells those who share a request of ours what came of it. */
    void tell(List<Sharer> sharers, Optional<Reply> reply) {
        for (Sharer sharer : sharers) {
            if (sharer.hear(reply)) {
                toWake.add(sharer);
            }
        }
    }

    /** Wakes those who were told something, once for all that they were told meanwhile. */
    void wakeOthers() {
        toWake.forEach(Sharer::wake);
        toWake.clear();
    }
}
