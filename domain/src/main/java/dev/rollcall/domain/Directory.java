package dev.rollcall.domain;

import java.time.Instant;
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
     * Creates or replaces the user, if the precondition is met.
     *
     * @param now the instant of the change; it is kept in whole microseconds
     * @throws DirectoryUnavailable if the database can't be asked; the user may or may not have been saved
     */
    Save save(User user, Precondition precondition, Instant now);

    /**
     * Removes the user, if the precondition is met.
     *
     * @throws DirectoryUnavailable if the database can't be asked; the user may or may not have been removed
     */
    Removal remove(UserId id, Precondition precondition);
}
