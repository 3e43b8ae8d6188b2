package dev.rollcall.http.client.shared;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Fair semaphore for the requests in flight over all roll calls: each roll call is entitled to max / active calls permits (slots). It may
 * take more while that leaves a share for a newcomer; permits beyond its share go to waiters in FIFO order, at most a share each. So a
 * short roll call isn't stuck behind a long one, and slots seldom change hands. Never blocks. Safe for use by many threads.
 */
public final class Slots {
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final int max;
    private int free;
    private volatile int holders;
    private volatile boolean scarce;

    /** A roll call that takes slots. */
    @FunctionalInterface
    public interface Holder {
        /** The holder got this many of the slots that it waits for. Called by any thread; must not block. */
        void granted(int count);
    }

    private record Waiting(Holder holder, int wanted) {}

    /** Creates {@code max} free slots. */
    public Slots(int max) {
        this.max = max;
        this.free = max;
    }

    /** Registers a roll call, which reduces the share of the others. */
    public synchronized void enter() {
        holders++;
    }

    /**
     * Takes up to {@code wanted} free slots; beyond the caller's share, only those that leave a share for a newcomer.
     *
     * @param held how many the caller holds already
     * @return how many were taken
     */
    public synchronized int take(int wanted, int held) {
        int share = share();
        int due = Math.min(free, Math.min(wanted, Math.max(0, share - held)));
        int beyond = Math.min(wanted - due, Math.max(0, free - due - share));
        free -= due + beyond;
        return due + beyond;
    }

    /** Queues the holder until it is granted slots: at least one, at most {@code wanted}. */
    public synchronized void await(Holder holder, int wanted) {
        if (free > 0) {
            int granted = Math.min(wanted, free);
            free -= granted;
            holder.granted(granted);
        } else {
            queue.add(new Waiting(holder, wanted));
            scarce = true;
        }
    }

    /** Releases slots; they go to the longest waiters first. */
    public synchronized void give(int count) {
        int left = count;
        for (Waiting first = queue.peekFirst(); left > 0 && first != null; first = queue.peekFirst()) {
            int granted = Math.min(left, first.wanted());
            left -= granted;
            queue.removeFirst();
            first.holder().granted(granted);
        }
        free += left;
        scarce = !queue.isEmpty();
    }

    /** Deregisters a roll call and drops it from the queue. It must release the slots that it was granted. */
    public synchronized void leave(Holder holder) {
        queue.removeIf(waiting -> waiting.holder().equals(holder));
        scarce = !queue.isEmpty();
        holders--;
    }

    /**
     * Returns how many slots a roll call may keep from one request to the next while others wait; 0 if there are more roll calls than
     * slots, so that the slots rotate.
     */
    public int share() {
        return max / Math.max(1, holders);
    }

    /** Returns whether a roll call waits for slots. */
    public boolean isScarce() {
        return scarce;
    }

    /** Returns how many are taken. */
    public synchronized int taken() {
        return max - free;
    }
}
