package dev.rollcall.domain.run;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.listing.ListingPosition;
import dev.rollcall.domain.rollcall.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a page of a run is about. */
public sealed interface Part {
    /** Read a page of the remote's list of its users. */
    record Listed(ListingPosition position) implements Part {}

    /**
     * Find out where pages of the directory begin.
     *
     * @param after the place after which that isn't known; empty at the beginning
     */
    record Split(Optional<Place> after) implements Part {}

    /**
     * Ask for those users of the directory by name who weren't on the list.
     *
     * @param after the place before the first one; empty at the beginning
     * @param last the place of the last one; empty if these are all that follow
     */
    record Range(Optional<Place> after, Optional<Place> last) implements Part {}

    /** Ask for these users by name. */
    record Named(List<UserId> ids) implements Part {
        /** Copies the list. */
        public Named {
            ids = List.copyOf(ids);
        }
    }

    /**
     * Count the absences, or take them back in a run that isn't sound.
     *
     * @param after the place of the last line that is done; empty at the beginning
     */
    record Settling(Optional<Place> after) implements Part {}

    /**
     * Apply lines.
     *
     * @param after the place of the last line that is done; empty at the beginning
     */
    record Applying(Optional<Place> after) implements Part {}

    /**
     * Returns the parts with which a run over the whole directory begins.
     *
     * @param isListed whether the remote has a list of its users, which is read first
     */
    static List<Part> ofDirectory(boolean isListed) {
        return List.of(isListed ? new Listed(ListingPosition.BEGINNING) : new Split(Optional.empty()));
    }

    /** Returns the parts with which a run over given ids begins. */
    static List<Part> ofIds(Roster roster) {
        List<UserId> ids = roster.ids();
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from == 0 || from < ids.size(); from += RunPage.MAX_USERS) {
            parts.add(new Named(ids.subList(from, Math.min(ids.size(), from + RunPage.MAX_USERS))));
        }
        return parts;
    }

    /** Returns the state of a run that has such a part to do. */
    default RunState state() {
        return this instanceof Applying ? RunState.APPLYING : RunState.CALLING;
    }
}
