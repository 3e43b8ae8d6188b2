package dev.rollcall.http.server.connection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all requests may take together, so that no number of them exhausts the heap. What each takes is an estimate. Never
 * blocks. Safe for use by many threads.
 */
public final class MemoryBudget {
    /** What the program itself takes, with its caches. */
    private static final long BASE = 32L << 20;
    /** The part of the heap that connections may take. */
    private static final int CONNECTIONS = 4;
    /** What a connection takes that is idle: its thread, its buffers, what was read of a request. */
    private static final long CONNECTION = 20 * 1024;

    private static final long LEAST = 8L << 20;

    private final long total;
    private final AtomicLong free;
    private volatile Runnable shortage = () -> {};

    /** Creates a budget of this many bytes. */
    public MemoryBudget(long total) {
        this.total = total;
        this.free = new AtomicLong(total);
    }

    /** Creates a budget that follows from the maximum size of the heap: half of what the program itself and connections leave. */
    public static MemoryBudget ofHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new MemoryBudget(Math.max(LEAST, (heap - heap / CONNECTIONS - BASE) / 2));
    }

    /** Returns how many connections the heap has room for. */
    public static int connectionsOfHeap() {
        return Math.toIntExact(
                Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / CONNECTIONS / CONNECTION));
    }

    /** Sets what is done each time there isn't enough. */
    void whenShort(Runnable action) {
        shortage = action;
    }

    /** Takes some bytes, and returns whether they were there. */
    boolean take(long bytes) {
        return take(bytes, 0);
    }

    /** Takes some bytes of a body. Bodies leave a half to others, since they stay for as long as clients take to send them. */
    boolean takeForBody(long bytes) {
        return take(bytes, total / 2);
    }

    private boolean take(long bytes, long reserve) {
        long before = free.getAndUpdate(left -> left - bytes >= reserve ? left - bytes : left);
        boolean isTaken = before - bytes >= reserve;
        if (!isTaken) {
            shortage.run();
        }
        return isTaken;
    }

    /** Gives back what was taken. */
    void give(long bytes) {
        free.addAndGet(bytes);
    }
}
