package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a roll call's lookups: due ones, paused ones, and ids that were not begun yet, in this order. For one thread.
 */
final class Agenda {
    private final Ids ids;
    private final Lookup.Terms terms;
    private final Deque<Lookup> due = new ArrayDeque<>();
    private final PriorityQueue<Lookup> paused = new PriorityQueue<>();
    /** Last attempts, which wait for a sign of life. */
    private final List<Lookup> cautious = new ArrayList<>();
    /** All ids that were begun, in order, from the first unanswered one on. */
    private final Deque<Lookup> begun = new ArrayDeque<>();

    private int places;

    Agenda(Ids ids, Lookup.Terms terms) {
        this.ids = ids;
        this.terms = terms;
    }

    /** Queues it before all others. */
    void addFirst(Lookup lookup) {
        due.addFirst(lookup);
    }

    /** Queues it behind all others that are due. */
    void addLast(Lookup lookup) {
        due.addLast(lookup);
    }

    /** Queues it for its {@link Lookup#resumesAt()}. */
    void pause(Lookup lookup) {
        paused.add(lookup);
    }

    /** Queues it for the next sign of life, or its {@link Lookup#latestAt()}. */
    void waitForLife(Lookup lookup) {
        cautious.add(lookup);
    }

    /** Makes those due whose time has come. */
    void resume(long now, long livedAt) {
        if (!cautious.isEmpty()) {
            List<Lookup> alive = cautious.stream()
                    .filter(lookup -> livedAt - lookup.failedAt() > 0 || lookup.latestAt() - now <= 0)
                    .toList();
            cautious.removeAll(alive);
            paused.addAll(alive);
        }
        while (!paused.isEmpty() && paused.element().resumesAt() - now <= 0) {
            due.addLast(paused.remove());
        }
    }

    /**
     * Takes the next lookup that is due; null if there is none.
     *
     * @param mayBegin whether an id may be begun
     */
    @Nullable
    Lookup next(boolean mayBegin) {
        Lookup first = due.pollFirst();
        return first == null && mayBegin ? begin() : first;
    }

    private @Nullable Lookup begin() {
        UserId id = ids.poll();
        if (id == null) {
            return null;
        }
        var lookup = new Lookup(places, id, terms);
        places++;
        while (!begun.isEmpty() && begun.element().isDone()) {
            begun.remove();
        }
        begun.add(lookup);
        return lookup;
    }

    /** Returns the number of ids that were begun. */
    int places() {
        return places;
    }

    /** Returns whether all ids were begun and no more will arrive. */
    boolean isAtEnd() {
        return ids.isAtEnd();
    }

    /** Returns when the next lookup resumes, at most {@code latest}. */
    long nextEvent(long latest) {
        long next = latest;
        if (!paused.isEmpty() && paused.element().resumesAt() - next < 0) {
            next = paused.element().resumesAt();
        }
        for (Lookup lookup : cautious) {
            next = lookup.latestAt() - next < 0 ? lookup.latestAt() : next;
        }
        return next;
    }

    /** Removes all that were begun and are neither in flight nor answered. */
    List<Lookup> removeWaiting() {
        List<Lookup> all = new ArrayList<>(due);
        all.addAll(paused);
        all.addAll(cautious);
        due.clear();
        paused.clear();
        cautious.clear();
        return all;
    }

    /** Removes all that were begun and are not answered. */
    List<Lookup> removeUnanswered() {
        removeWaiting();
        List<Lookup> all = begun.stream().filter(lookup -> !lookup.isDone()).toList();
        begun.clear();
        return all;
    }

    /** Begins all ids that have arrived, though they won't be asked. */
    List<Lookup> beginRest() {
        List<Lookup> rest = new ArrayList<>();
        for (Lookup lookup = begin(); lookup != null; lookup = begin()) {
            rest.add(lookup);
        }
        return rest;
    }
}
