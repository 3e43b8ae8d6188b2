package dev.rollcall.domain.listing;

import dev.rollcall.domain.SeenIds;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Walks a remote's listing page by page, from its beginning or from a cursor, and tells each user once. Of the users that were told it
 * keeps 11 to 21 bytes each. For one thread.
 *
 * {@snippet class="dev.rollcall.domain.ExamplesTest" region="listing"}
 */
public final class ListingWalk {
    private final RemoteListing listing;
    private final SeenIds seen;
    private ListingPosition position;
    private boolean isAtEnd;
    private long users;
    private long unreadable;
    private Set<UserField> blank = Set.of();

    /**
     * Creates a walk.
     *
     * @param from the cursor to begin at; empty for the beginning. Who was listed before it may come again
     * @param memory takes a number of bytes for the ids that were told, and returns whether they were there; if not, users who are listed
     *     twice may be told twice
     */
    public ListingWalk(RemoteListing listing, Optional<String> from, LongPredicate memory) {
        this.listing = listing;
        this.position = ListingPosition.at(from);
        this.seen = new SeenIds(memory);
    }

    /** Creates a walk that takes as much memory as it needs. */
    public ListingWalk(RemoteListing listing, Optional<String> from) {
        this(listing, from, bytes -> true);
    }

    /** Returns whether there is another page: the remote didn't say yet that the last one was the end. */
    public boolean hasNext() {
        return !isAtEnd;
    }

    /**
     * Reads the next page. After a failure, it can be called again for the same page.
     *
     * @return the page without those users who were told before
     * @throws ListingFailure if it can't be read, or the listing goes in circles
     * @throws IllegalArgumentException if the cursor is none of the listing
     * @throws InterruptedException if the calling thread was interrupted
     */
    public ListedPage next() throws ListingFailure, InterruptedException {
        ListedPage page = listing.page(position.cursor());
        List<User> fresh = new ArrayList<>(page.users().size());
        page.users().stream().filter(user -> seen.add(user.id())).forEach(fresh::add);
        position = position.behind(page, fresh.size());
        blank = blankSoFar(page);
        users += fresh.size();
        unreadable += page.unreadable().size();
        isAtEnd = page.next().isEmpty();
        return new ListedPage(fresh, page.unreadable(), page.blank(), page.next());
    }

    private Set<UserField> blankSoFar(ListedPage page) {
        if (page.users().isEmpty()) {
            return blank;
        }
        Set<UserField> both = new HashSet<>(page.blank());
        if (users > 0) {
            both.retainAll(blank);
        }
        return both;
    }

    /** Returns where the next page begins, to go on there another time; empty at the beginning, and at the end. */
    public Optional<String> cursor() {
        return position.cursor();
    }

    /** Returns the number of users told so far. */
    public long users() {
        return users;
    }

    /** Returns the number of those who could not be read so far. */
    public long unreadable() {
        return unreadable;
    }

    /** Returns the fields that the remote should have, and of which it said nothing for anybody so far: a typing error, most often. */
    public Set<UserField> blank() {
        return Set.copyOf(blank);
    }
}
