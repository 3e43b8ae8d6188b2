package dev.rollcall.domain.directory;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of the history of a user.
 *
 * @param changes the changes, the latest first
 * @param next what the next page begins before; empty if this is the last page
 */
public record History(List<Change> changes, OptionalLong next) {
    /** The usual number of changes on a page. */
    public static final int USUAL = 50;

    /** Copies the list. */
    public History {
        changes = List.copyOf(changes);
    }
}
