package dev.rollcall.domain.listing;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A page of a remote's listing.
 *
 * @param users the users on it, in the remote's order; empty does not mean that it is the last one
 * @param unreadable why others on it can't be read as users, a sentence without a full stop for each; they prove nothing
 * @param blank the fields that the remote should have, and of which it says nothing for any user of the page; empty if there is no user
 * @param next the cursor of the next page; empty if the remote says that this is the last one
 */
public record ListedPage(List<User> users, List<String> unreadable, Set<UserField> blank, Optional<String> next) {
    /** Copies the collections. */
    public ListedPage {
        users = List.copyOf(users);
        unreadable = List.copyOf(unreadable);
        blank = Set.copyOf(blank);
    }

    /** Creates a page on which everything can be read. */
    public ListedPage(List<User> users, Optional<String> next) {
        this(users, List.of(), Set.of(), next);
    }
}
