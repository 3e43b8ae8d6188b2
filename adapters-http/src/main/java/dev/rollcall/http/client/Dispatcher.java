package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.shared.CircuitBreaker;
import dev.rollcall.http.client.shared.Gate.Barrier;
import dev.rollcall.http.client.shared.SharedRequests.Shareable;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of a roll call as far as the limits allow: concurrency of this roll call and of the remote, circuit breaker,
 * back-pressure and retry budget. For one thread.
 */
final class Dispatcher {
    private static final Reply.Unusable NO_BUDGET =
            new Reply.Unusable(Reason.STATUS, "failed, and the retry budget is used up");

    private final Remote remote;
    private final Connections connections;
    private final CallPolicy policy;
    private final Lookup.Terms terms;
    private final Agenda agenda;
    private final AnswerSink answers;
    private final Findings findings;
    private final SharedReplies sharedReplies;
    private final InFlight inFlight;
    private final HeldSlots slots;
    /** Always the same instance, by which the gate recognizes it. */
    private final Runnable wake;

    private @Nullable Barrier barrier;
    private int failures;
    /** When the next request may be sent at the rate limit; empty if none is reserved. */
    private OptionalLong turn = OptionalLong.empty();

    Dispatcher(
            Remote remote,
            Connections connections,
            CallPolicy policy,
            Lookup.Terms terms,
            Agenda agenda,
            AnswerSink answers,
            Findings findings,
            SharedReplies sharedReplies,
            InFlight inFlight) {
        this.remote = remote;
        this.connections = connections;
        this.policy = policy;
        this.terms = terms;
        this.agenda = agenda;
        this.answers = answers;
        this.findings = findings;
        this.sharedReplies = sharedReplies;
        this.inFlight = inFlight;
        this.wake = connections::wake;
        this.slots = new HeldSlots(remote.slots(), wake);
        answers.whenRoom(wake);
    }

    /** Sends what the limits allow, lookups begun before first. */
    void ask() {
        slots.share(inFlight.size());
        long now = System.nanoTime();
        if (barrier != null) {
            // held-back lookups may share another's request by now: then nothing else notices that it was lifted
            barrier = remote.barrier(now).orElse(null);
        }
        agenda.resume(now, remote.gate().livedAt());
        int most = Math.min(policy.concurrency(), remote.gate().most(now));
        boolean goesOn = true;
        while (goesOn && inFlight.size() < most) {
            Lookup next = agenda.next(mayBegin());
            goesOn = next != null && (share(next) || ask(next));
        }
        slots.giveBack();
    }

    /**
     * Returns whether another id may be begun. There must be room for its answer and, once some have failed, retries for all those in
     * flight.
     */
    private boolean mayBegin() {
        int retries = terms.limits().attempts() - 1;
        return answers.hasRoom(agenda.places())
                && (findings.failing() == 0
                        || (findings.failing() + inFlight.size()) * retries
                                < remote.budget().left());
    }

    /** Shares another roll call's request in flight, if there is one. */
    private boolean share(Lookup lookup) {
        boolean shared =
                mayShare(lookup) && remote.shared().share(lookup.id(), terms.deadline(), sharedReplies.sharer(lookup));
        if (shared) {
            noteShared(lookup);
        }
        return shared;
    }

    private boolean mayShare(Lookup lookup) {
        return !policy.fresh() && !Evidence.isCanary(lookup.place());
    }

    private void noteShared(Lookup lookup) {
        lookup.asked(System.nanoTime());
        remote.stats().share();
    }

    /** Sends a request, or requeues the lookup if it must wait. Returns whether others may follow. */
    private boolean ask(Lookup lookup) {
        long now = System.nanoTime();
        Optional<Barrier> shut = remote.barrier(now);
        if (shut.isPresent()) {
            agenda.addFirst(lookup);
            hold(shut.get(), now);
            return false;
        }
        barrier = null;
        if (isPilotEnough(lookup)
                || !isItsTurn(now)
                || !slots.take(policy.concurrency() - inFlight.size(), inFlight.size())) {
            agenda.addFirst(lookup);
            return false;
        }
        attempt(lookup, remote.gate().begin(now), now);
        return true;
    }

    /** Reserves the next request at the rate limit, unless that is too late for this roll call. Returns whether its time has come. */
    private boolean isItsTurn(long now) {
        if (turn.isEmpty() && remote.rate().next(now) - terms.deadline() < 0) {
            turn = OptionalLong.of(remote.rate().reserve(now));
        }
        return turn.isPresent() && turn.getAsLong() - now <= 0;
    }

    /** Returns whether a retry should wait: the remote gave no sign of life, and enough retries are in flight to find one. */
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
        Optional<Shareable> shareable = begin(lookup);
        if (shareable.isEmpty()) {
            slots.free();
            remote.gate().hear(new Reply.TimedOut(), false, false, isProbe, 0);
            noteShared(lookup);
            return;
        }
        Optional<String> authorization = remote.authorization().current();
        byte[] request = remote.api().request(lookup.id(), authorization, policy.trace());
        var attempt = new Attempt(lookup, request, authorization, shareable.get(), isProbe, this::sent);
        turn = OptionalLong.empty();
        inFlight.add(attempt);
        connections.send(attempt);
    }

    private Optional<Shareable> begin(Lookup lookup) {
        return mayShare(lookup)
                ? remote.shared().beginOrShare(lookup.id(), terms.deadline(), sharedReplies.sharer(lookup))
                : Optional.of(remote.shared().begin(lookup.id(), terms.deadline()));
    }

    /** Counts a request that is sent, the first time or again. */
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

    /** A request sent again counts as a retry, but not one that only verifies an answer: nothing failed. */
    private void charge(Attempt attempt) {
        if (!attempt.mustBeSure()) {
            remote.budget().withdraw();
        }
    }

    /** Waits for the barrier. Gives up if it can't be lifted within the deadline, or what could have lifted it failed. */
    private void hold(Barrier shut, long now) {
        boolean isNew = barrier == null || barrier.why().reason() != shut.why().reason();
        failures = isNew ? shut.failures() : failures;
        barrier = shut;
        remote.whenChanged(wake);
        boolean isHopeless = !shut.mayEnd() && shut.until() - terms.deadline() >= 0;
        if (isHopeless || shut.failures() != failures) {
            giveUp(shut.why(), now);
        }
    }

    /** Fails all ids that are not in flight. */
    private void giveUp(Reply.Unusable why, long now) {
        barrier = null;
        agenda.beginRest().forEach(agenda::addLast);
        agenda.removeWaiting().forEach(lookup -> findings.found(lookup, lookup.givenUp(why, now)));
    }

    /** Stops after repeated rejections of the credentials, since more could lock them out. */
    void heed(Reply reply) {
        if (reply instanceof Reply.Unauthorized refused && remote.gate().refusesCredentials()) {
            String why = refused.detail().replaceAll("\\.$", "") + ", so no other id was asked";
            giveUp(new Reply.Unusable(refused.reason(), why), System.nanoTime());
        }
    }

    /** Returns when to go on, by the barrier or the rate limit, at most {@code latest}. */
    long goesOnAt(long latest) {
        long next = barrier == null || barrier.until() - latest >= 0 ? latest : barrier.until();
        boolean waits = turn.isPresent() && turn.getAsLong() - System.nanoTime() > 0 && turn.getAsLong() - next < 0;
        return waits ? turn.getAsLong() : next;
    }

    /** Takes back the slot of a request that ended. */
    void freeSlot() {
        slots.free();
    }

    /** Returns the answer of a lookup that is unanswered at the deadline. */
    Answer late(Lookup lookup, long now) {
        return barrier == null ? lookup.late(now) : lookup.givenUp(barrier.why(), now);
    }

    /** Releases all slots. Nothing can be sent any more. */
    void close() {
        remote.forget(wake);
        turn.ifPresent(remote.rate()::giveBack);
        slots.leave();
    }
}
