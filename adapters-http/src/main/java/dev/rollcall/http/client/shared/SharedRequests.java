package dev.rollcall.http.client.shared;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.api.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Single flight: roll calls that ask for the same id at the same moment share one request. A request is shared only if its deadline leaves
 * at least as much time as a request of one's own would have, and within the first eighth of the attempt time-out. Safe for use by many
 * threads.
 */
public final class SharedRequests {
    /** The part of the attempt time-out during which a request can be joined by others. */
    private static final int PART = 8;

    private final ConcurrentHashMap<UserId, Shareable> requests = new ConcurrentHashMap<>();
    private final boolean enabled;
    private final long attemptTimeout;

    /** A lookup that shares another roll call's request. */
    public interface Sharer {
        /**
         * The request ended. Called by any thread; must not block.
         *
         * @param reply its result; empty if it was cancelled
         * @return whether {@link #wake()} is to be called soon
         */
        boolean hear(Optional<Reply> reply);

        /** Wakes the roll call, to process what it heard. */
        void wake();
    }

    /**
     * Creates the registry of one remote.
     *
     * @param enabled whether requests are shared at all
     * @param attemptTimeout how long a request may take
     */
    public SharedRequests(boolean enabled, Duration attemptTimeout) {
        this.enabled = enabled;
        this.attemptTimeout = attemptTimeout.toNanos();
    }

    /**
     * Shares the request in flight for the id.
     *
     * @param deadline that of the sharer, a value of {@link System#nanoTime()}
     * @return false if there is none that serves the sharer as well as its own would
     */
    public boolean share(UserId id, long deadline, Sharer sharer) {
        Shareable request = enabled ? requests.get(id) : null;
        return request != null && request.livesFor(deadline) && request.add(sharer);
    }

    /**
     * Begins a request that others can share. It replaces an earlier one for the same id, which gets no further sharers.
     *
     * @param deadline that of the roll call, a value of {@link System#nanoTime()}
     */
    public Shareable begin(UserId id, long deadline) {
        var request = new Shareable(id, deadline);
        if (enabled) {
            requests.put(id, request);
        }
        return request;
    }

    /**
     * Begins a request, or shares the one that another roll call began just now.
     *
     * @return the request; empty if another one is shared
     */
    public Optional<Shareable> beginOrShare(UserId id, long deadline, Sharer sharer) {
        var request = new Shareable(id, deadline);
        Shareable other = enabled ? requests.putIfAbsent(id, request) : null;
        if (other != null) {
            if (other.livesFor(deadline) && other.add(sharer)) {
                return Optional.empty();
            }
            requests.put(id, request);
        }
        return Optional.of(request);
    }

    /** Returns how many shareable requests are in flight. */
    public int inFlight() {
        return requests.size();
    }

    /** A request in flight that others can share. */
    public final class Shareable {
        private final UserId id;
        private final long deadline;
        private final long begun = System.nanoTime();
        private List<Sharer> sharers = List.of();
        private boolean ended;

        private Shareable(UserId id, long deadline) {
            this.id = id;
            this.deadline = deadline;
        }

        private boolean livesFor(long other) {
            long now = System.nanoTime();
            long needed = Math.min(other - now, attemptTimeout);
            return deadline - now >= needed && now - begun <= attemptTimeout / PART;
        }

        private synchronized boolean add(Sharer sharer) {
            if (ended) {
                return false;
            }
            if (sharers.isEmpty()) {
                sharers = new ArrayList<>();
            }
            sharers.add(sharer);
            return true;
        }

        /** Ends the request. Returns its sharers, which the caller must tell the result. */
        public List<Sharer> end() {
            requests.remove(id, this);
            return close();
        }

        private synchronized List<Sharer> close() {
            ended = true;
            return sharers;
        }
    }
}
