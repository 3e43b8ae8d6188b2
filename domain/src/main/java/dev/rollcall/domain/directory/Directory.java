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
 * <p>Implementations are thread-safe. When a method returns, its change is durable and visible to every later read, from whichever
 * thread or instance. Every method blocks until the database answered.
 *
 * <p>{@code DirectoryContract} in this module's jar {@code contracts} tests an implementation.
 */
public interface Directory {
    /** The maximum number of ids in one call of {@link #findAll}. */
    int MAX_IDS = 1000;

    /**
     * Returns the user with the id; empty if there is none.
     *
     * @throws DirectoryUnavailable if the database can't be asked
     */
    Optional<Entry> find(UserId id);

    /**
     * Returns the users with these ids, in no particular order; unknown ids are left out.
     *
     * @param ids at most {@value #MAX_IDS}
     * @throws DirectoryUnavailable if the database can't be asked
     */
    List<Entry> findAll(Set<UserId> ids);

    /**
     * Returns the users that match the query and come after its {@code after}, in its order.
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
     * Creates or replaces the user, if the precondition is met. A change is recorded in the history atomically.
     *
     * @throws DirectoryUnavailable if the database can't be asked; the user may or may not have been saved
     */
    Save save(User user, Precondition precondition, Attribution attribution);

    /**
     * Creates or changes many users in one transaction: all of them, or none if it throws. They are saved in order, each upon the result of
     * the ones before. Changes are recorded in the history atomically.
     *
     * @param users any number, iterated in batches; and again from the first one if the transaction is retried after a conflict
     * @throws DirectoryUnavailable if the database can't be asked; the users may or may not have been saved
     */
    Tally saveAll(Iterable<Upsert> users, Attribution attribution);

    /**
     * Removes the user, if the precondition is met. A removal is recorded in the history atomically.
     *
     * @throws DirectoryUnavailable if the database can't be asked; the user may or may not have been removed
     */
    Removal remove(UserId id, Precondition precondition, Attribution attribution);

    /**
     * Returns the changes of a user, latest first; also of a removed user, and from before a removal if the user came back.
     *
     * @param before returns only changes with a smaller version; empty for the latest ones
     * @param limit the maximum number of changes, at least 1
     * @throws DirectoryUnavailable if the database can't be asked
     */
    List<Change> history(UserId id, OptionalLong before, int limit);
}
