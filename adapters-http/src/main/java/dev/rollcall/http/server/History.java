package dev.rollcall.http.server;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Registrar;
import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a user's history.
 *
 * @param changes the changes, the latest first
 * @param older what {@code before} must be for the next part; empty if this is the last one
 */
record History(List<Change> changes, OptionalLong older) {
    /** The usual number of changes in a part. */
    static final int USUAL = 50;

    /** Reads one change more than the part may have, to learn whether there is another part. */
    static History read(Registrar registrar, UserId id, long before, int limit) {
        List<Change> found = registrar.history(id, before, limit + 1);
        if (found.size() <= limit) {
            return new History(found, OptionalLong.empty());
        }
        List<Change> shown = found.subList(0, limit);
        return new History(shown, OptionalLong.of(shown.getLast().version()));
    }
}
