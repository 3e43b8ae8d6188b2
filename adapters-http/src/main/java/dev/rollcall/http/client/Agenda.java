package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a roll call is to ask next, and when: first what was begun before. For one thread.
 */
final class Agenda {
    private final Ids ids;
    private final Lookup.Terms terms;
    private final Deque<Lookup> due = new ArrayDeque<>();
    private final PriorityQueue<Lookup> paused = new PriorityQueue<>();
    /** The last chances, which wait for a sign of life. */
    private final List<Lookup> cautious = new ArrayList<>();
    /** All ids that were begun, in order, from the first on that has no answer. */
    private final Deque<Lookup> begun = new ArrayDeque<>();

    private int places;

    Agenda(Ids ids, Lookup.Terms terms) {
        this.ids = ids;
        this.terms = terms;
    }

    /** It is to be asked before all others. */
    void addFirst(Lookup lookup) {
        due.addFirst(lookup);
    }

    /** It is to be asked when others were that are due. */
    void addLast(Lookup lookup) {
        due.addLast(lookup);
    }

    /** It is to be asked at its time. */
    void pause(Lookup lookup) {
        paused.add(lookup);
    }

    /** It is to be asked when the remote lives, or at the latest time that it names. */
    void waitForLife(Lookup lookup) {
        cautious.add(lookup);
    }

    /** Lets those go on whose time has come. */
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
     * Takes what is to be asked now; null if nothing is.
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

    /** Returns how many ids were begun. */
    int places() {
        return places;
    }

    /** Returns whether every id was begun, and none will come. */
    boolean isAtEnd() {
        return ids.isAtEnd();
    }

    /** Returns whether something is due. */
    boolean hasDue() {
        return !due.isEmpty();
    }

    /** Returns when something has to be done though nothing came, not behind the time given. */
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

    /** Takes all that were begun and are neither in flight nor answered. */
    List<Lookup> removeWaiting() {
        List<Lookup> all = new ArrayList<>(due);
        all.addAll(paused);
        all.addAll(cautious);
        due.clear();
        paused.clear();
        cautious.clear();
        return all;
    }

    /** Takes all that were begun and are not answered. */
    List<Lookup> removeUnanswered() {
        removeWaiting();
        List<Lookup> all = begun.stream().filter(lookup -> !lookup.isDone()).toList();
        begun.clear();
        return all;
    }

    /** Begins all ids that are there, though they won't be asked. */
    List<Lookup> beginRest() {
        List<Lookup> rest = new ArrayList<>();
        for (Lookup lookup = begin(); lookup != null; lookup = begin()) {
            rest.add(lookup);
        }
        return rest;
    }
}
