package dev.rollcall.http.client.shared;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many requests may be in flight at once, over all roll calls. Each roll call may keep its fair share of the slots from one request
 * to the next, and have more while that leaves a share for the next who comes; what it has beyond its share goes to those that wait, in
 * turn, to each as much as its share at most. So a short roll call isn't stuck behind a long one, and slots seldom change hands. Nobody blocks here. Safe for use by
 * many threads.
 */
public final class Slots {
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final int max;
    private int free;
    private volatile int holders;
    private volatile boolean scarce;

    /** Who takes slots: a roll call. */
    @FunctionalInterface
    public interface Holder {
        /** So many slots that were waited for are the holder's now. Called by any thread, which must not be held up. */
        void granted(int count);
    }

    private record Waiting(Holder holder, int wanted) {}

    /** Creates slots that are all free. */
    public Slots(int max) {
        this.max = max;
        this.free = max;
    }

    /** Takes part from now on. */
    public synchronized void enter() {
        holders++;
    }

    /**
     * Takes free slots, as many as are wanted; but of those beyond the share only what leaves a share for the next who comes.
     *
     * @param held how many the holder has already
     * @return how many were taken
     */
    public synchronized int take(int wanted, int held) {
        int share = share();
        int due = Math.min(free, Math.min(wanted, Math.max(0, share - held)));
        int beyond = Math.min(wanted - due, Math.max(0, free - due - share));
        free -= due + beyond;
        return due + beyond;
    }

    /** Waits to be granted some slots, at least one and at most as many as are wanted. */
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

    /** Gives slots back; they go to those who have waited longest. */
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

    /** Takes part no longer, and waits no longer. What was granted before has to be given back. */
    public synchronized void leave(Holder holder) {
        queue.removeIf(waiting -> waiting.holder().equals(holder));
        scarce = !queue.isEmpty();
        holders--;
    }

    /**
     * Returns how many slots each of those who take part may keep from one request to the next when others wait; none if there are more of
     * them than slots, so that these go round.
     */
    public int share() {
        return max / Math.max(1, holders);
    }

    /** Returns whether somebody waits for slots. */
    public boolean isScarce() {
        return scarce;
    }

    /** Returns how many are taken. */
    public synchronized int taken() {
        return max - free;
    }
}
