package dev.rollcall.db.load;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Recognises keys seen recently, so that those seen only once don't fill a cache: the doorkeeper of TinyLFU (Einziger, Friedman, Manes,
 * 2017). Newer keys evict older ones, and it rarely confuses two keys. Safe for use by many threads, without blocking.
 */
public final class Doorkeeper {
    /** It has two to the power of this many slots. */
    private static final int BITS = 10;
    /** 2^32 divided by the golden ratio: spreads hashes that differ in few bits. */
    private static final int SPREAD = 0x9E3779B9;

    private final AtomicIntegerArray slots = new AtomicIntegerArray(1 << BITS);

    /** Returns whether the key was seen recently, and records it. */
    public boolean knows(Object key) {
        int hash = key.hashCode() * SPREAD;
        return slots.getAndSet(hash >>> (Integer.SIZE - BITS), hash) == hash;
    }
}
