package dev.rollcall.http.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The attempts of a roll call that are in flight, and their deadlines. For one thread. */
final class InFlight {
    private final Set<Attempt> live = new HashSet<>();
    /** Those that were sent, ordered by deadline; some have ended. */
    private final Deque<Attempt> sent = new ArrayDeque<>();

    private int retrying;

    /** Adds one that isn't sent yet. */
    void add(Attempt attempt) {
        live.add(attempt);
        retrying += attempt.isRetry() ? 1 : 0;
    }

    /** Sets the deadline, in remote time, of one that is sent, for the first time or again. */
    void sent(Attempt attempt, long deadline) {
        if (attempt.isSent()) {
            sent.remove(attempt);
        }
        attempt.expireAt(deadline);
        sent.add(attempt);
    }

    /** Removes one that has ended. */
    void end(Attempt attempt) {
        attempt.end();
        live.remove(attempt);
        retrying -= attempt.isRetry() ? 1 : 0;
    }

    int size() {
        return live.size();
    }

    int retrying() {
        return retrying;
    }

    List<Attempt> all() {
        return List.copyOf(live);
    }

    /** Returns the earliest deadline, in remote time; empty if none was sent. */
    OptionalLong deadline() {
        dropEnded();
        return sent.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(sent.element().deadline());
    }

    /** Returns one whose deadline has expired; empty if there is none. */
    Optional<Attempt> overdue(long remoteTime) {
        dropEnded();
        return Optional.ofNullable(sent.peek()).filter(first -> first.deadline() - remoteTime <= 0);
    }

    private void dropEnded() {
        while (!sent.isEmpty() && sent.element().hasEnded()) {
            sent.remove();
        }
    }
}
