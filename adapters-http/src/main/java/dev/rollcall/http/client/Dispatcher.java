package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.shared.CircuitBreaker;
import dev.rollcall.http.client.shared.Gate.Barrier;
import dev.rollcall.http.client.shared.SharedRequests.Flight;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who of a roll call is asked now: as many as may be in flight at once, for this roll call and over all; nobody while the remote is down
 * or wants to be left alone; and nobody again without a retry to spend. For one thread.
 */
final class Asking {
    private static final Reply.Unusable NO_BUDGET =
            new Reply.Unusable(Reason.STATUS, "failed, and too many requests are retried already");

    private final Remote remote;
    private final Connections connections;
    private final CallPolicy policy;
    private final Lookup.Terms terms;
    private final Agenda agenda;
    private final Answers answers;
    private final Findings findings;
    private final Landings landings;
    private final InFlight inFlight;
    private final HeldSlots slots;
    /** Always the same, so that the gate knows it again. */
    private final Runnable wake;

    private @Nullable Barrier barrier;
    private int failedProbes;

    Asking(
            Remote remote,
            Connections connections,
            CallPolicy policy,
            Lookup.Terms terms,
            Agenda agenda,
            Answers answers,
            Findings findings,
            Landings landings,
            InFlight inFlight) {
        this.remote = remote;
        this.connections = connections;
        this.policy = policy;
        this.terms = terms;
        this.agenda = agenda;
        this.answers = answers;
        this.findings = findings;
        this.landings = landings;
        this.inFlight = inFlight;
        this.wake = connections::wake;
        this.slots = new HeldSlots(remote.slots(), wake);
        answers.whenRoom(wake);
    }

    /** Asks what the limits allow: first what was begun before. */
    void ask() {
        slots.share(inFlight.size());
        long now = System.nanoTime();
        if (barrier != null) {
            // whom it held back may share a request of somebody else by now: then nobody else notices that it is gone
            barrier = remote.gate().barrier(now).orElse(null);
        }
        agenda.resume(now, remote.gate().livedAt());
        int most = Math.min(policy.concurrency(), remote.gate().most(now));
        boolean goesOn = true;
        while (goesOn && inFlight.size() < most) {
            Lookup next = agenda.next(mayBegin());
            goesOn = next != null && (join(next) || ask(next));
        }
        slots.giveBack();
    }

    /**
     * Returns whether another id may be begun: not if there is no room for its answer; nor, once some have failed, if there aren't retries for
     * all that are on their way.
     */
    private boolean mayBegin() {
        int retries = terms.limits().attempts() - 1;
        return answers.hasRoom(agenda.places())
                && (findings.failing() == 0
                        || (findings.failing() + inFlight.size()) * retries
                                < remote.budget().left());
    }

    /** Shares the request that another roll call has in flight. Returns whether there is one. */
    private boolean join(Lookup lookup) {
        boolean joined =
                mayShare(lookup) && remote.shared().join(lookup.id(), terms.deadline(), landings.sharer(lookup));
        if (joined) {
            shares(lookup);
        }
        return joined;
    }

    private boolean mayShare(Lookup lookup) {
        return !policy.fresh() && !Evidence.isCanary(lookup.place());
    }

    private void shares(Lookup lookup) {
        lookup.asked(System.nanoTime());
        remote.stats().share();
    }

    /** Makes a request, unless it must wait: then it stays the next. Returns whether others may follow. */
    private boolean ask(Lookup lookup) {
        long now = System.nanoTime();
        Optional<Barrier> shut = remote.gate().barrier(now);
        if (shut.isPresent()) {
            agenda.addFirst(lookup);
            hold(shut.get(), now);
            return false;
        }
        barrier = null;
        if (isPilotEnough(lookup) || !slots.take(policy.concurrency() - inFlight.size(), inFlight.size())) {
            agenda.addFirst(lookup);
            return false;
        }
        attempt(lookup, remote.gate().probe(now), now);
        return true;
    }

    /** Returns whether a retry waits for others, since the remote gave no sign of life and enough are on their way to find one. */
    private boolean isPilotEnough(Lookup lookup) {
        return lookup.hasFailed()
                && inFlight.retrying() >= CircuitBreaker.FEWEST
                && remote.gate().livedAt() - lookup.failedAt() <= 0;
    }

    private void attempt(Lookup lookup, boolean isProbe, long now) {
        boolean isRetry = lookup.hasFailed() && !lookup.isThrottled();
        if (isRetry && !isProbe && !remote.budget().withdraw()) {
            slots.free();
            findings.found(lookup, lookup.givenUp(NO_BUDGET, now));
            return;
        }
        Optional<Flight> flight = begin(lookup);
        if (flight.isEmpty()) {
            slots.free();
            remote.gate().hear(new Reply.TimedOut(), false, false, isProbe, 0);
            shares(lookup);
            return;
        }
        var attempt = new Attempt(lookup, remote.api().request(lookup.id()), flight.get(), isProbe, this::sent);
        inFlight.add(attempt);
        connections.send(attempt);
    }

    private Optional<Flight> begin(Lookup lookup) {
        return mayShare(lookup)
                ? remote.shared().beginOrJoin(lookup.id(), terms.deadline(), landings.sharer(lookup))
                : Optional.of(remote.shared().begin(lookup.id(), terms.deadline()));
    }

    /** A request leaves. */
    private void sent(Attempt attempt) {
        boolean isFirst = !attempt.isSent() && !attempt.lookup().hasFailed();
        if (attempt.isSent()) {
            charge(attempt);
        } else if (isFirst) {
            remote.budget().deposit();
        }
        remote.stats().request(isFirst);
        attempt.lookup().asked(System.nanoTime());
        inFlight.sent(
                attempt,
                connections.remoteTime() + terms.limits().attemptTimeout().toNanos());
    }

    /** What is sent again counts as a retry; but not to make sure of an answer, for nothing failed. */
    private void charge(Attempt attempt) {
        if (!attempt.mustBeSure()) {
            remote.budget().withdraw();
        }
    }

    /** Nobody may ask now. Those for whom there is no hope within the deadline are given up. */
    private void hold(Barrier shut, long now) {
        if (barrier == null) {
            failedProbes = remote.gate().failedProbes();
        }
        barrier = shut;
        remote.gate().whenChanged(wake);
        boolean isHopeless = !shut.mayEnd() && shut.until() - terms.deadline() >= 0;
        if (isHopeless || remote.gate().failedProbes() != failedProbes) {
            giveUp(shut.why(), now);
        }
    }

    /** Gives up all that is not in flight. */
    private void giveUp(Reply.Unusable why, long now) {
        barrier = null;
        agenda.beginRest().forEach(agenda::addLast);
        agenda.removeWaiting().forEach(lookup -> findings.found(lookup, lookup.givenUp(why, now)));
    }

    /** Asks on no more when the credentials are refused again and again: that could lock them out. */
    void heed(Reply reply) {
        if (reply instanceof Reply.Unauthorized refused && remote.gate().refusesCredentials()) {
            String why = refused.detail() + ", so the others are not asked";
            giveUp(new Reply.Unusable(Reason.STATUS, why), System.nanoTime());
        }
    }

    /** Returns when asking may go on that was held up, but the time given at the latest. */
    long goesOnAt(long latest) {
        return barrier == null || barrier.until() - latest >= 0 ? latest : barrier.until();
    }

    /** A request came back, and its slot with it. */
    void freeSlot() {
        slots.free();
    }

    /** Returns the answer of one that wasn't asked to its end. */
    Answer late(Lookup lookup, long now) {
        return barrier == null ? lookup.late(now) : lookup.givenUp(barrier.why(), now);
    }

    /** Nothing is asked any more. */
    void close() {
        remote.gate().forget(wake);
        slots.leave();
    }
}
