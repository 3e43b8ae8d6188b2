package dev.rollcall.db;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Tells which of many things were there lately, so that what comes only once needs no place in a cache (Einziger, Friedman, Manes:
 * TinyLFU, 2017, call that a doorkeeper). It forgets, the sooner the more others come; and it may take one thing for another, seldom. Safe
 * for use by many threads, none of which waits.
 */
final class Doorkeeper {
    /** It remembers two to the power of this many things. */
    private static final int BITS = 10;
    /** 2^32 divided by the golden ratio: spreads what differs in a few bits. */
    private static final int SPREAD = 0x9E3779B9;

    private final AtomicIntegerArray lately = new AtomicIntegerArray(1 << BITS);

    /** Returns whether the thing was there lately, and knows it from now on. */
    boolean knows(Object thing) {
        int hash = thing.hashCode() * SPREAD;
        return lately.getAndSet(hash >>> (Integer.SIZE - BITS), hash) == hash;
    }
}
