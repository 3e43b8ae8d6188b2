package dev.rollcall.http.client;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many requests may be in flight at once, over all roll calls. Each roll call may keep its fair share of the slots from one request
 * to the next, and have more while nobody waits; what it has beyond its share goes to those that wait, in turn, one slot at a time. So a
 * short roll call isn't stuck behind a long one, and slots seldom change hands. Nobody blocks here. Safe for use by many threads.
 */
final class Slots {
    private final Deque<Holder> waiting = new ArrayDeque<>();
    private final int max;
    private int free;
    private volatile int holders;
    private volatile boolean scarce;

    /** Who takes slots: a roll call. */
    @FunctionalInterface
    interface Holder {
        /** The slot that was waited for is the holder's now. Called by any thread, which must not be held up. */
        void granted();
    }

    /** Creates slots that are all free. */
    Slots(int max) {
        this.max = max;
        this.free = max;
    }

    /** Takes part from now on. */
    synchronized void enter() {
        holders++;
    }

    /** Takes a slot if one is free. Returns whether one was. */
    synchronized boolean take() {
        if (free == 0) {
            return false;
        }
        free--;
        return true;
    }

    /** Takes a slot; if none is free, the holder will be granted one in turn. Returns whether one was. */
    synchronized boolean takeOrWait(Holder holder) {
        if (take()) {
            return true;
        }
        waiting.add(holder);
        scarce = true;
        return false;
    }

    /** Gives slots back; each goes to whoever has waited longest. */
    synchronized void give(int count) {
        for (int i = 0; i < count; i++) {
            Holder first = waiting.pollFirst();
            if (first == null) {
                free++;
            } else {
                first.granted();
            }
        }
        scarce = !waiting.isEmpty();
    }

    /** Takes part no longer, and waits no longer. What was granted before has to be given back. */
    synchronized void leave(Holder holder) {
        waiting.remove(holder);
        scarce = !waiting.isEmpty();
        holders--;
    }

    /** Returns how many slots each of those who take part may have when others wait; at least 1. */
    int share() {
        return Math.max(1, max / Math.max(1, holders));
    }

    /** Returns whether somebody waits for a slot. */
    boolean isScarce() {
        return scarce;
    }

    /** Returns how many are taken. */
    synchronized int taken() {
        return max - free;
    }
}
