package dev.rollcall.http.client.response;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the memory of all response bodies in flight. Small bodies need no permit; one that grows large needs one, and waits until it is
 * free. Never blocks. Safe for use by many threads.
 */
public final class BodyMemory {
    /** The part of the heap that large bodies may take. */
    private static final int SHARE = 8;

    private final AtomicInteger permits;

    /** Creates it with this number of permits for large bodies. */
    public BodyMemory(int permits) {
        this.permits = new AtomicInteger(permits);
    }

    /** Returns one with as many permits as an eighth of the heap has room for, at least one. */
    public static BodyMemory ofHeap() {
        long permits = Runtime.getRuntime().maxMemory() / SHARE / RemoteResponse.MAX_CONTENT;
        return new BodyMemory(Math.clamp(permits, 1, Integer.MAX_VALUE));
    }

    /** Takes a permit. Returns false if none is free. */
    public boolean take() {
        int free = permits.getAndUpdate(n -> Math.max(0, n - 1));
        return free > 0;
    }

    /** Releases a permit. */
    public void give() {
        permits.incrementAndGet();
    }
}
