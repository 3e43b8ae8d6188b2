package dev.rollcall.http.client.response;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the bodies of all responses that are on their way may take together. Most are small and need no leave; whoever comes to be
 * large must have a place, and waits until one is free if there is none. Safe for use by many threads.
 */
public final class BodyMemory {
    /** How much of the heap the large bodies may take: this part of it. */
    private static final int SHARE = 8;

    private final AtomicInteger places;

    /** Creates it with so many places for large bodies. */
    public BodyMemory(int places) {
        this.places = new AtomicInteger(places);
    }

    /** Returns one with as many places as go into an eighth of the heap, at least one. */
    public static BodyMemory ofHeap() {
        long places = Runtime.getRuntime().maxMemory() / SHARE / RemoteResponse.MAX_CONTENT;
        return new BodyMemory(Math.clamp(places, 1, Integer.MAX_VALUE));
    }

    /** Takes a place, if one is free. */
    public boolean take() {
        int free = places.getAndUpdate(n -> Math.max(0, n - 1));
        return free > 0;
    }

    /** Gives a place back. */
    public void give() {
        places.incrementAndGet();
    }
}
