package dev.rollcall.http.client.shared;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.api.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests in flight, by the id that they ask for, so that roll calls that ask for the same id at the same moment can share one.
 * Nobody shares a request that would be given up before one of his own would, but for the eighth of an attempt. Safe for use by many
 * threads.
 */
public final class SharedRequests {
    private static final int PART = 8;

    private final ConcurrentHashMap<UserId, Flight> flights = new ConcurrentHashMap<>();
    private final boolean coalesce;
    private final long attemptTimeout;

    /** Who shares a request of somebody else. */
    public interface Sharer {
        /**
         * The request ended. Called by any thread, which must not be held up.
         *
         * @param reply what came of it; empty if it was given up
         * @return whether {@link #wake()} is to be called, soon
         */
        boolean hear(Optional<Reply> reply);

        /** Takes notice of what was heard. */
        void wake();
    }

    /**
     * Creates those to one remote.
     *
     * @param coalesce whether they can be shared
     * @param attemptTimeout how long a request may take
     */
    public SharedRequests(boolean coalesce, Duration attemptTimeout) {
        this.coalesce = coalesce;
        this.attemptTimeout = attemptTimeout.toNanos();
    }

    /**
     * Shares the request that is in flight for the id.
     *
     * @param deadline that of the one who shares, a value of {@link System#nanoTime()}
     * @return whether there is one that is as good as one of his own
     */
    public boolean join(UserId id, long deadline, Sharer sharer) {
        Flight flight = coalesce ? flights.get(id) : null;
        return flight != null && flight.livesFor(deadline) && flight.board(sharer);
    }

    /**
     * Begins a flight, which others can join. One that has begun before for the same id is joined by nobody new any more.
     *
     * @param deadline that of the roll call, a value of {@link System#nanoTime()}
     */
    public Flight begin(UserId id, long deadline) {
        var flight = new Flight(id, deadline);
        if (coalesce) {
            flights.put(id, flight);
        }
        return flight;
    }

    /**
     * Begins a flight, unless there is one that another roll call began this very moment, which is joined.
     *
     * @return the flight; empty if another one was joined
     */
    public Optional<Flight> beginOrJoin(UserId id, long deadline, Sharer sharer) {
        var flight = new Flight(id, deadline);
        Flight other = coalesce ? flights.putIfAbsent(id, flight) : null;
        if (other != null) {
            if (other.livesFor(deadline) && other.board(sharer)) {
                return Optional.empty();
            }
            flights.put(id, flight);
        }
        return Optional.of(flight);
    }

    /** Returns how many requests are in flight that can be shared. */
    public int inFlight() {
        return flights.size();
    }

    /** A request in flight. */
    public final class Flight {
        private final UserId id;
        private final long deadline;
        private final long begun = System.nanoTime();
        private List<Sharer> sharers = List.of();
        private boolean landed;

        private Flight(UserId id, long deadline) {
            this.id = id;
            this.deadline = deadline;
        }

        private boolean livesFor(long other) {
            long now = System.nanoTime();
            long needed = Math.min(other - now, attemptTimeout);
            return deadline - now >= needed && now - begun <= attemptTimeout / PART;
        }

        private synchronized boolean board(Sharer sharer) {
            if (landed) {
                return false;
            }
            if (sharers.isEmpty()) {
                sharers = new ArrayList<>();
            }
            sharers.add(sharer);
            return true;
        }

        /** Ends the flight. Returns who shares it, and has to be told. */
        public List<Sharer> land() {
            flights.remove(id, this);
            return ended();
        }

        private synchronized List<Sharer> ended() {
            landed = true;
            return sharers;
        }
    }
}
