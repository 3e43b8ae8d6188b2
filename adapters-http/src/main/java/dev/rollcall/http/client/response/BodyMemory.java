package dev.rollcall.http.client.response;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the memory of response bodies: of each, and of all in flight. Small bodies need no permit; one that grows large needs one, and waits until it is
 * free. Never blocks. Safe for use by many threads.
 */
public final class BodyMemory {
    /** The part of the heap that large bodies may take. */
    private static final int SHARE = 8;

    /** The most bytes of a body, unless more are asked for. */
    static final int USUAL = 1 << 20;

    private final AtomicInteger permits;
    private final int most;

    /** Creates it with this number of permits for large bodies, of which none may have more than {@code most} bytes. */
    public BodyMemory(int permits, int most) {
        this.permits = new AtomicInteger(permits);
        this.most = most;
    }

    /** Returns one for bodies of at most 1 MiB, with as many permits as an eighth of the heap has room for, at least one. */
    public static BodyMemory ofHeap() {
        return ofHeap(USUAL);
    }

    /** Returns the same for bodies of at most {@code most} bytes. */
    public static BodyMemory ofHeap(int most) {
        long permits = Runtime.getRuntime().maxMemory() / SHARE / most;
        return new BodyMemory(Math.clamp(permits, 1, Integer.MAX_VALUE), most);
    }

    /** Returns the most bytes of a body, both as sent and decoded. */
    int most() {
        return most;
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
