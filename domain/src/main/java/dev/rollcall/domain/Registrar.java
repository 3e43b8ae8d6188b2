package dev.rollcall.domain;

import java.time.InstantSource;
import java.util.Optional;
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
     * @throws DirectoryUnavailable if the directory can't be written now
     */
    public Save save(User user, Precondition precondition) {
        return directory.save(user, precondition, clock.instant());
    }

    /**
     * Removes a user from the directory, if the precondition is met.
     *
     * @throws DirectoryUnavailable if the directory can't be written now
     */
    public Removal remove(UserId id, Precondition precondition) {
        return directory.remove(id, precondition);
    }
}
