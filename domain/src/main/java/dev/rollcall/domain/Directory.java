package dev.rollcall.domain;

import java.util.List;
import java.util.Optional;

/**
 * A port: the users in the database.
 *
 * <p>Implementations are safe for use by many threads. A change that was returned is durable and visible to every later read,
 * from whichever thread or instance. Every method blocks until the database answered.
 *
 * <p>An implementation proves itself by the {@code DirectoryContract} in this module's test jar.
 */
public interface Directory {
    /**
     * Returns the user with the id; empty if there is none.
     *
     * @throws DirectoryUnavailable if the database can't be asked
     */
    Optional<Entry> find(UserId id);

    /**
     * Returns the users that match the query and come behind its {@code after}, in the order of ids by code point.
     *
     * @throws DirectoryUnavailable if the database can't be asked
     */
    Page page(Query query);

    /**
     * Creates or replaces the user, if the precondition is met. If that changes anything, the change is in the history from the same
     * moment on.
     *
     * @throws DirectoryUnavailable if the database can't be asked; the user may or may not have been saved
     */
    Save save(User user, Precondition precondition, Signature signature);

    /**
     * Removes the user, if the precondition is met. If there was one, the removal is in the history from the same moment on.
     *
     * @throws DirectoryUnavailable if the database can't be asked; the user may or may not have been removed
     */
    Removal remove(UserId id, Precondition precondition, Signature signature);

    /**
     * Returns the changes of a user, the latest first; also those of one who was removed, and from before, if there is one again.
     *
     * @param before only changes with a smaller version are returned; {@link Long#MAX_VALUE} for the latest ones
     * @param limit the most changes to return, at least 1
     * @throws DirectoryUnavailable if the database can't be asked
     */
    List<Change> history(UserId id, long before, int limit);
}
