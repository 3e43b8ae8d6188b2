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
 * The replies of shared requests: those that a roll call receives from other roll calls, and those that it sends to them. For its thread,
 * except what others send.
 */
final class SharedReplies {
    private final Queue<SharedReply> heard = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isTold = new AtomicBoolean();
    private final List<Sharer> toWake = new ArrayList<>();
    private final Runnable wake;

    /**
     * The reply of another roll call's request.
     *
     * @param reply empty if the request was cancelled
     */
    record SharedReply(Lookup lookup, Optional<Reply> reply) {}

    /** Creates it with a callback that wakes the roll call's thread. */
    SharedReplies(Runnable wake) {
        this.wake = wake;
    }

    /** Returns a sharer that receives the reply for the lookup. */
    Sharer sharer(Lookup lookup) {
        return new Sharer() {
            @Override
            public boolean hear(Optional<Reply> reply) {
                heard.add(new SharedReply(lookup, reply));
                return isTold.compareAndSet(false, true);
            }

            @Override
            public void wake() {
                wake.run();
            }
        };
    }

    /** Takes the next reply that was received; null if there is none. */
    @Nullable
    SharedReply next() {
        isTold.set(false);
        return heard.poll();
    }

    /** Sends the reply of one of our requests to its sharers. */
    void tell(List<Sharer> sharers, Optional<Reply> reply) {
        for (Sharer sharer : sharers) {
            if (sharer.hear(reply)) {
                toWake.add(sharer);
            }
        }
    }

    /** Wakes the roll calls that were sent replies, once each. */
    void wakeOthers() {
        toWake.forEach(Sharer::wake);
        toWake.clear();
    }
}
