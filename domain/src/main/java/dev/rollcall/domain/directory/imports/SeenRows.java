package dev.rollcall.domain.directory.imports;

import dev.rollcall.domain.UserId;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * The ids of the rows seen so far in a file, with their lines: as 64-bit hashes in a table with open addressing. It mistakes a new id for a
 * seen one about once in thirty million files of a million rows. For one thread.
 */
final class SeenRows {
    private static final long EMPTY = 0;

    /** Secret, so that nobody can choose ids whose hashes collide. */
    private final long seed = UUID.randomUUID().getLeastSignificantBits();

    private final LongConsumer claim;
    private long[] hashes = new long[1024];
    private long[] lines = new long[1024];
    private int size;

    /**
     * Creates it without rows.
     *
     * @param claim is told a number of bytes before that much more memory is taken; it may throw
     */
    SeenRows(LongConsumer claim) {
        this.claim = claim;
    }

    /** Adds the id of a row, unless it was seen; returns the line of the row that had it before. */
    OptionalLong add(UserId id, long line) {
        long hash = hash(id.value());
        int slot = slot(hash);
        if (hashes[slot] == hash) {
            return OptionalLong.of(lines[slot]);
        }
        hashes[slot] = hash;
        lines[slot] = line;
        if (++size > hashes.length / 4 * 3) {
            grow();
        }
        return OptionalLong.empty();
    }

    /** Returns the slot of the hash, or the empty one for it. */
    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) hash & mask;
        while (hashes[slot] != hash && hashes[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int length = Math.multiplyExact(2, hashes.length);
        claim.accept(2L * Long.BYTES * length);
        long[] oldHashes = hashes;
        long[] oldLines = lines;
        hashes = new long[length];
        lines = new long[length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != EMPTY) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                lines[slot] = oldLines[i];
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
