package dev.rollcall.domain;

import java.util.UUID;
import java.util.function.LongPredicate;

/**
 * The ids seen so far in a stream, as 64-bit hashes in a table with open addressing: 11 to 21 bytes per id, half as much again while it
 * grows. It mistakes a new id for a seen one about once in ten million streams of a million ids. For one thread.
 */
public final class SeenIds {
    private static final long EMPTY = 0;

    /** Secret, so that nobody can choose ids whose hashes collide. */
    private final long seed = UUID.randomUUID().getLeastSignificantBits();

    private final LongPredicate memory;
    private long[] slots = new long[256];
    private int size;

    /**
     * Creates it without ids.
     *
     * @param memory takes a number of bytes, and returns whether they were there; if not, the table is full
     */
    public SeenIds(LongPredicate memory) {
        this.memory = memory;
    }

    /**
     * Adds an id, unless the table is full: then no further ids are remembered.
     *
     * @return whether it is new
     */
    public boolean add(UserId id) {
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

    /** Returns the slot of the hash, or the empty one for it. */
    private int slot(long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != hash && slots[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Makes room for one more, as far as there is memory; a quarter of the slots stays empty. */
    private boolean hasRoom() {
        boolean isFull = size >= slots.length / 4 * 3;
        if (isFull && memory.test((long) slots.length * Long.BYTES)) {
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
