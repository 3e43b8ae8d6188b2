package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests in flight, by the id that they ask for, so that roll calls that ask for the same id at the same moment can share one.
 * Safe for use by many threads.
 */
final class Flights {
    private final ConcurrentHashMap<UserId, Flight> flights = new ConcurrentHashMap<>();
    private final boolean coalesce;

    /**
     * Creates the flights to one remote.
     *
     * @param coalesce whether they can be shared
     */
    Flights(boolean coalesce) {
        this.coalesce = coalesce;
    }

    /** Lets a question share the request that is in flight for its id. Returns whether there is one. */
    boolean join(Question question) {
        Flight flight = coalesce ? flights.get(question.id()) : null;
        return flight != null && flight.board(question);
    }

    /** Begins a flight, which others can join if it is the only one for the id. */
    Flight begin(UserId id) {
        var flight = new Flight(id);
        flight.open = coalesce && flights.putIfAbsent(id, flight) == null;
        return flight;
    }

    /** A request in flight. */
    final class Flight {
        private final UserId id;
        private boolean open;
        private List<Question> passengers = List.of();
        private boolean landed;

        private Flight(UserId id) {
            this.id = id;
        }

        /** Returns whether others can join it; where flights are shared at all, another one has begun before this if not. */
        boolean isOpen() {
            return open;
        }

        private synchronized boolean board(Question question) {
            if (landed) {
                return false;
            }
            if (passengers.isEmpty()) {
                passengers = new ArrayList<>();
            }
            passengers.add(question);
            return true;
        }

        /** Ends the flight. Returns who shares it, and has to be told. */
        List<Question> land() {
            flights.remove(id, this);
            return ended();
        }

        private synchronized List<Question> ended() {
            landed = true;
            return passengers;
        }
    }
}
