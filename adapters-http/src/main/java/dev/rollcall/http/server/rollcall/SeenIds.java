package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.UserId;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongPredicate;

/**
 * The ids seen so far in a stream, as 64-bit hashes in a table with open addressing: 11 to 21 bytes per id, half as much again while it
 * grows. It mistakes a new id for a seen one about once in ten million streams of a million ids. For one thread.
 */
final class SeenIds {
    /** The maximum number of slots: 16 MiB, for one and a half million ids. */
    private static final int MAX_SLOTS = 1 << 21;

    private static final long EMPTY = 0;

    /** Secret, so that nobody can choose ids whose hashes collide. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    private final LongPredicate memory;
    private long[] slots = new long[256];
    private int size;

    /**
     * Creates it without ids.
     *
     * @param memory takes a number of bytes of the server's memory, and returns whether they were there; if not, the table is full
     */
    SeenIds(LongPredicate memory) {
        this.memory = memory;
    }

    /**
     * Adds an id, unless the table is full, with one and a half million ids.
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

    /** Returns the slot of the hash, or the empty one for it. */
    private int slot(long hash) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != hash && slots[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Makes room for one more, up to the maximum and as far as there is memory; a quarter of the slots stays empty. */
    private boolean hasRoom() {
        boolean isFull = size >= slots.length / 4 * 3;
        if (isFull && slots.length < MAX_SLOTS && memory.test((long) slots.length * Long.BYTES)) {
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
