package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A port: the users in the database.
 *
 * <p>Implementations are safe for use by many threads. A change that was returned is durable and visible to every later read,
 * from whichever thread or instance. Every method blocks until the database answered.
 *
 * <p>An implementation proves itself by the {@code DirectoryContract} in this module's test jar.
 */
public interface Directory {
    /** The most ids that can be sought at once. */
    int MAX_IDS = 1000;

    /**
     * Returns the user with the id; empty if there is none.
     *
     * @throws DirectoryUnavailable if the database can't be asked
     */
    Optional<Entry> find(UserId id);

    /**
     * Returns the users with these ids, in no particular order; an id that nobody has is left out.
     *
     * @param ids at most {@value #MAX_IDS}
     * @throws DirectoryUnavailable if the database can't be asked
     */
    List<Entry> findAll(Set<UserId> ids);

    /**
     * Returns the users that match the query and come behind its {@code after}, in its order.
     *
     * @throws DirectoryUnavailable if the database can't be asked
     */
    Page page(Query query);

    /**
     * Returns how many users match the query, on all its pages.
     *
     * @throws DirectoryUnavailable if the database can't be asked
     */
    long count(Query query);

    /**
     * Creates or replaces the user, if the precondition is met. If that changes anything, the change is in the history from the same
     * moment on.
     *
     * @throws DirectoryUnavailable if the database can't be asked; the user may or may not have been saved
     */
    Save save(User user, Precondition precondition, Attribution attribution);

    /**
     * Creates or replaces many users in one transaction: all of them, or none if it throws. They are taken in their order, so of two with
     * the same id the last one stands. What changes is in the history from the same moment on.
     *
     * @param users any number; they are taken some at a time, and once more from the first one on if another change was in the way
     * @throws DirectoryUnavailable if the database can't be asked; the users may or may not have been saved
     */
    Tally saveAll(Iterable<User> users, Attribution attribution);

    /**
     * Removes the user, if the precondition is met. If there was one, the removal is in the history from the same moment on.
     *
     * @throws DirectoryUnavailable if the database can't be asked; the user may or may not have been removed
     */
    Removal remove(UserId id, Precondition precondition, Attribution attribution);

    /**
     * Returns the changes of a user, the latest first; also those of one who was removed, and from before, if there is one again.
     *
     * @param before only changes with a smaller version are returned; empty for the latest ones
     * @param limit the most changes to return, at least 1
     * @throws DirectoryUnavailable if the database can't be asked
     */
    List<Change> history(UserId id, OptionalLong before, int limit);
}
