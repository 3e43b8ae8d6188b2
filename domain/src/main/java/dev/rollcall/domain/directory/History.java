package dev.rollcall.domain.directory;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of the history of a user.
 *
 * @param changes the changes, latest first
 * @param next the version before which the next page begins; empty if this is the last page
 */
public record History(List<Change> changes, OptionalLong next) {
    /** The default number of changes on a page. */
    public static final int USUAL = 50;

    /** Copies the list. */
    public History {
        changes = List.copyOf(changes);
    }
}
