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

    /** Lets a question share the request that is in flight for its id. Returns whether there is one. */
    boolean join(Question question) {
        Flight flight = flights.get(question.id());
        return flight != null && flight.board(question);
    }

    /** Begins a flight, which others can join unless there is one for the id already. */
    Flight begin(UserId id) {
        var flight = new Flight(id);
        flights.putIfAbsent(id, flight);
        return flight;
    }

    /** A request in flight. */
    final class Flight {
        private final UserId id;
        private List<Question> passengers = List.of();
        private boolean landed;

        private Flight(UserId id) {
            this.id = id;
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
