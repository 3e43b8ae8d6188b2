package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.UserId;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ids that came so far in a stream, as hashes of 64 bits in a table with open addressing: about 16 bytes an id, 11 at least and 21 at
 * most, and half as much again while it grows. It takes a new id for an old one about once in ten million streams of a million ids. For
 * one thread.
 */
final class SeenIds {
    /** The most slots: 16 MiB, for one and a half million ids. */
    private static final int MAX_SLOTS = 1 << 21;

    private static final long EMPTY = 0;

    /** Not to be known, so that nobody can choose ids that lie in each other's way. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    private long[] slots = new long[256];
    private int size;

    /**
     * Remembers an id, unless one and a half million others are remembered.
     *
     * @return whether it is new
     */
    boolean add(UserId id) {
        long hash = hash(id.value());
        int slot = slot(hash);
        if (slots[slot] == hash) {
            return false;
        }
        if (hasRoom()) {
            slots[slot(hash)] = hash;
            size++;
        }
        return true;
    }

    /** Returns where the hash is, or where it belongs. */
    private int slot(long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != hash && slots[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Makes room for one more, if need be and it may: a quarter of the slots stays empty. */
    private boolean hasRoom() {
        boolean isFull = size >= slots.length / 4 * 3;
        if (isFull && slots.length < MAX_SLOTS) {
            grow();
            return true;
        }
        return !isFull;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long hash : old) {
            if (hash != EMPTY) {
                slots[slot(hash)] = hash;
            }
        }
    }

    private long hash(String id) {
        long hash = seed;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 32;
        }
        return hash == EMPTY ? 1 : hash;
    }
}
