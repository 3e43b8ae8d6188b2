package dev.rollcall.domain;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The use cases: what can be done with the directory and the remote. Every method is synchronous and blocks until it is done.
 *
 * <p>It keeps no state of its own, and is safe for use by many threads if the ports are.
 */
public final class Registrar {
    private final Directory directory;
    private final RemoteUsers remote;
    private final InstantSource clock;

    /** Creates the registrar of a directory and a remote; the clock tells when a change is made. */
    public Registrar(Directory directory, RemoteUsers remote, InstantSource clock) {
        this.directory = directory;
        this.remote = remote;
        this.clock = clock;
    }

    /**
     * Returns a page of the directory.
     *
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public Page index(Query query) {
        return directory.page(query);
    }

    /**
     * Calls the roll of these ids on the remote: all at once, under one deadline.
     *
     * @return exactly one answer for each id, in the roster's order
     * @throws InterruptedException if the calling thread was interrupted; nothing is left running
     */
    public RollCall call(Roster roster, CallPolicy policy) throws InterruptedException {
        return remote.call(roster, policy);
    }

    /**
     * Calls the roll of these ids on the remote, and tells the listener of each answer as it arrives, on the calling thread.
     *
     * @return exactly one answer for each id, in the roster's order
     * @throws InterruptedException if the calling thread was interrupted; nothing is left running
     */
    public RollCall call(Roster roster, CallPolicy policy, Consumer<Answer> listener) throws InterruptedException {
        return remote.call(roster, policy, listener);
    }

    /**
     * Returns the user with the id as it stands in the directory; empty if there is none.
     *
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public Optional<Entry> find(UserId id) {
        return directory.find(id);
    }

    /**
     * Creates or replaces a user of the directory, if the precondition is met.
     *
     * @param by who does it, as {@link Signature} says
     * @throws DirectoryUnavailable if the directory can't be written now
     */
    public Save save(User user, Precondition precondition, String by) {
        return directory.save(user, precondition, new Signature(by, clock.instant()));
    }

    /**
     * Changes some fields of a user, if the precondition is met. Nobody else's change is undone by it: if another one comes in between,
     * it is applied to what that one left, as long as the precondition is met by that.
     *
     * @param by who does it, as {@link Signature} says
     * @return {@link Save.Replaced}; or {@link Save.Refused} if the precondition isn't met or there is no such user
     * @throws IllegalArgumentException if a field can't be, as {@link User} says
     * @throws DirectoryUnavailable if the directory can't be read or written now
     */
    public Save patch(UserId id, Patch patch, Precondition precondition, String by) {
        while (true) {
            Optional<Entry> current = directory.find(id);
            if (current.isEmpty() || !precondition.isMetBy(current)) {
                return new Save.Refused(current);
            }
            Entry seen = current.get();
            var unchanged = new Precondition.Unchanged(Set.of(seen.version()));
            Save save = save(patch.applyTo(seen.user()), unchanged, by);
            if (!(save instanceof Save.Refused)) {
                return save;
            }
        }
    }

    /**
     * Removes a user from the directory, if the precondition is met.
     *
     * @param by who does it, as {@link Signature} says
     * @throws DirectoryUnavailable if the directory can't be written now
     */
    public Removal remove(UserId id, Precondition precondition, String by) {
        return directory.remove(id, precondition, new Signature(by, clock.instant()));
    }

    /**
     * Returns the changes of a user, the latest first, also of one who was removed.
     *
     * @param before only changes with a smaller version are returned; {@link Long#MAX_VALUE} for the latest ones
     * @param limit the most changes to return, at least 1
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public List<Change> history(UserId id, long before, int limit) {
        return directory.history(id, before, limit);
    }
}
