package dev.rollcall.http.client;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.Answer.Reason;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.Gate.Barrier;
import dev.rollcall.http.client.Landings.Landing;
import dev.rollcall.http.client.Lookup.Step;
import dev.rollcall.http.client.SharedRequests.Flight;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Outcome;
import dev.rollcall.http.client.http1.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One roll call on its way. It is a loop of one thread: ask what may be asked, wait until something came, take it. All concurrency is
 * the network's; no other thread has a part in it, but to grant a slot, to tell what came of a shared request, or to bring further ids.
 */
final class Calling implements Evidence.Follower {
    /** How often whoever waits is asked whether he still does. */
    private static final long HEARTBEAT = Duration.ofMillis(250).toNanos();
    /** How long after the deadline an answer may be read that had come before. */
    private static final long GRACE = Duration.ofMillis(30).toNanos();

    private static final Reply.Unusable NO_BUDGET =
            new Reply.Unusable(Reason.STATUS, "failed, and too many requests are retried already");

    private final Remote remote;
    private final Connections connections;
    private final Answers answers;
    private final CallPolicy policy;
    private final Lookup.Terms terms;
    private final Agenda agenda;
    private final Evidence evidence;
    private final HeldSlots slots;
    private final Landings landings;
    private final Runnable wake;

    /** The attempts that haven't ended. */
    private final Set<Attempt> live = new HashSet<>();
    /** Those that were sent, in the order of their deadlines; some have ended. */
    private final Deque<Attempt> sent = new ArrayDeque<>();

    private int inFlight;
    private int answered;
    /** How many have failed and are not answered yet. */
    private int failing;
    /** How many of those in flight have failed before. */
    private int retrying;

    private @Nullable Barrier barrier;
    private int failedProbes;
    private long beat;

    Calling(Remote remote, Connections connections, Ids ids, CallPolicy policy, Answers answers) {
        long began = System.nanoTime();
        this.remote = remote;
        this.connections = connections;
        this.answers = answers;
        this.policy = policy;
        this.terms = new Lookup.Terms(
                remote.limits(), began, began + policy.deadline().toNanos());
        this.wake = connections::wake;
        this.agenda = new Agenda(ids, terms);
        this.evidence = new Evidence(remote.api(), this);
        this.slots = new HeldSlots(remote.slots(), wake);
        this.landings = new Landings(wake);
        this.beat = began + HEARTBEAT;
        answers.whenRoom(wake);
    }

    /** Calls the roll. When it returns or throws, nothing is in flight any more. */
    void run() throws InterruptedException {
        try {
            while (!isDone() && System.nanoTime() - terms.deadline() < 0) {
                ask();
                await();
            }
            restIsLate();
        } finally {
            abort();
        }
    }

    /** Returns how long it took until now. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - terms.began());
    }

    /** Returns what a person should know before believing answers that came to this. */
    List<String> warnings(RollCall.Counts counts) {
        return evidence.warnings(counts);
    }

    private boolean isDone() {
        return answered == agenda.places() && agenda.isAtEnd();
    }

    // -- asking

    /** Asks what the limits allow: first what was begun before. */
    private void ask() {
        slots.share(inFlight);
        long now = System.nanoTime();
        if (barrier != null) {
            // whom it held back may share a request of somebody else by now: then nobody else notices that it is gone
            barrier = remote.gate().barrier(now).orElse(null);
        }
        agenda.resume(now, remote.gate().livedAt());
        int most = Math.min(policy.concurrency(), remote.gate().most(now));
        boolean goesOn = true;
        while (goesOn && inFlight < most) {
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
                && (failing == 0
                        || (failing + inFlight) * retries < remote.budget().left());
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
        if (isPilotEnough(lookup)) {
            agenda.addFirst(lookup);
            return false;
        }
        if (!slots.take(policy.concurrency() - inFlight, inFlight)) {
            agenda.addFirst(lookup);
            return false;
        }
        attempt(lookup, remote.gate().probe(now), now);
        return true;
    }

    /** Returns whether a retry waits for others, since the remote gave no sign of life and enough are on their way to find one. */
    private boolean isPilotEnough(Lookup lookup) {
        return lookup.hasFailed()
                && retrying >= CircuitBreaker.FEWEST
                && remote.gate().livedAt() - lookup.failedAt() <= 0;
    }

    private void attempt(Lookup lookup, boolean isProbe, long now) {
        boolean isRetry = lookup.hasFailed() && !lookup.isThrottled();
        if (isRetry && !isProbe && !remote.budget().withdraw()) {
            slots.free();
            answered(lookup, lookup.givenUp(NO_BUDGET, now));
            return;
        }
        Optional<Flight> flight = begin(lookup);
        if (flight.isEmpty()) {
            slots.free();
            remote.gate().hear(new Reply.TimedOut(), false, false, isProbe, 0);
            shares(lookup);
            return;
        }
        inFlight++;
        var attempt = new Attempt(lookup, remote.api().request(lookup.id()), flight.get(), isProbe, this::sent);
        retrying += lookup.hasFailed() ? 1 : 0;
        live.add(attempt);
        connections.send(attempt);
    }

    private Optional<Flight> begin(Lookup lookup) {
        return mayShare(lookup)
                ? remote.shared().beginOrJoin(lookup.id(), terms.deadline(), landings.sharer(lookup))
                : Optional.of(remote.shared().begin(lookup.id(), terms.deadline()));
    }

    /** A request leaves. */
    private void sent(Attempt attempt) {
        Lookup lookup = attempt.lookup();
        boolean isFirst = !attempt.isSent() && !lookup.hasFailed();
        if (attempt.isSent()) {
            sent.remove(attempt);
            charge(attempt);
        } else if (isFirst) {
            remote.budget().deposit();
        }
        remote.stats().request(isFirst);
        lookup.asked(System.nanoTime());
        attempt.expireAt(
                connections.remoteTime() + terms.limits().attemptTimeout().toNanos());
        sent.add(attempt);
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
        agenda.removeWaiting().forEach(lookup -> answered(lookup, lookup.givenUp(why, now)));
    }

    // -- waiting

    private void await() throws InterruptedException {
        landings.wakeOthers();
        if (isDone()) {
            return;
        }
        connections.await(nextEvent());
        takeOutcomes(terms.deadline());
        takeLandings();
        expire();
        answers.settle();
        if (beat - System.nanoTime() <= 0) {
            beat = System.nanoTime() + HEARTBEAT;
            answers.waiting();
        }
    }

    /** Returns when something has to be done though nothing came. */
    private long nextEvent() {
        long next = earlier(terms.deadline(), beat);
        dropEnded();
        if (!sent.isEmpty()) {
            next = earlier(next, System.nanoTime() + sent.element().deadline() - connections.remoteTime());
        }
        if (barrier != null) {
            next = earlier(next, barrier.until());
        }
        return answers.settlesAt(agenda.nextEvent(next));
    }

    private static long earlier(long one, long other) {
        return one - other <= 0 ? one : other;
    }

    private void dropEnded() {
        while (!sent.isEmpty() && sent.element().hasEnded()) {
            sent.remove();
        }
    }

    /** Ends the attempts for which the remote took too long; but first takes what came while this thread was held up. */
    private void expire() throws InterruptedException {
        if (isDue()) {
            connections.await(terms.began());
            takeOutcomes(terms.deadline());
        }
        while (isDue()) {
            Attempt attempt = sent.remove();
            ended(attempt, lastWord(attempt).orElseGet(this::timedOut));
        }
    }

    private boolean isDue() {
        dropEnded();
        return !sent.isEmpty() && sent.element().deadline() - connections.remoteTime() <= 0;
    }

    /** Gives an attempt up. What the remote has said until now counts, if that says it all. */
    private Optional<Reply> lastWord(Attempt attempt) {
        return connections
                .cancel(attempt)
                .map(response -> remote.api().reply(attempt.lookup().id(), response));
    }

    private Reply timedOut() {
        long limit = terms.limits().attemptTimeout().toMillis();
        return new Reply.Unavailable(Reason.TIMEOUT, "no answer in %d ms".formatted(limit), Optional.empty());
    }

    // -- taking

    private void takeOutcomes(long until) {
        for (Outcome outcome = connections.next(until); outcome != null; outcome = connections.next(until)) {
            take(outcome);
        }
    }

    private void take(Outcome outcome) {
        Attempt attempt = (Attempt) outcome.exchange();
        Reply reply = switch (outcome) {
            case Outcome.Received received -> read(attempt.lookup().id(), received.response());
            case Outcome.Broke broke -> remote.api().failure(broke.failure());
        };
        if (outcome.hurried() && (reply instanceof Reply.Gone || reply instanceof Reply.Unusable)) {
            attempt.doubt();
            connections.sendAgain(attempt);
        } else {
            ended(attempt, reply);
        }
    }

    /** Reads a response; if it says that a quota is used up, nobody asks before there is another. */
    private Reply read(UserId id, Response response) {
        remote.api()
                .pause(response)
                .ifPresent(pause -> remote.gate().pause("the remote's quota is used up", pause, System.nanoTime()));
        return remote.api().reply(id, response);
    }

    private void ended(Attempt attempt, Reply reply) {
        Step step = decide(attempt.lookup(), reply);
        release(attempt, reply, step instanceof Step.Answered);
        follow(attempt.lookup(), step);
        heed(reply);
    }

    /** Nothing is awaited of an attempt any more. */
    private void release(Attempt attempt, Reply reply, boolean isFinal) {
        attempt.end();
        live.remove(attempt);
        inFlight--;
        retrying -= attempt.isRetry() ? 1 : 0;
        slots.free();
        remote.gate()
                .hear(
                        reply,
                        isFinal,
                        attempt.isRetry(),
                        attempt.isProbe(),
                        remote.slots().taken());
        // that one request took too long doesn't mean that it took too long for those who joined it later
        boolean tells = !(reply instanceof Reply.TimedOut) && !isTimeOut(reply);
        landings.tell(attempt.flight().land(), tells ? Optional.of(reply) : Optional.empty());
    }

    private static boolean isTimeOut(Reply reply) {
        return reply instanceof Reply.Unavailable unavailable && unavailable.reason() == Reason.TIMEOUT;
    }

    private void takeLandings() {
        for (Landing landing = landings.next(); landing != null; landing = landings.next()) {
            Lookup lookup = landing.lookup();
            if (landing.reply().isPresent()) {
                follow(lookup, decide(lookup, landing.reply().get()));
            } else {
                lookup.deserted();
                agenda.addLast(lookup);
            }
        }
    }

    private Step decide(Lookup lookup, Reply reply) {
        boolean failedBefore = lookup.hasFailed();
        Step next = lookup.replied(reply, System.nanoTime(), remote.budget().left() > 0);
        failing += !failedBefore && lookup.hasFailed() ? 1 : 0;
        return next;
    }

    private void follow(Lookup lookup, Step next) {
        switch (next) {
            case Step.Answered step -> answered(lookup, step.answer());
            case Step.Paused step -> agenda.pause(lookup);
            case Step.Cautious step -> agenda.waitForLife(lookup);
            case Step.HeldBack step -> agenda.addLast(lookup);
        }
    }

    /** Asks on no more when the credentials are refused again and again: that could lock them out. */
    private void heed(Reply reply) {
        if (reply instanceof Reply.Unauthorized refused && remote.gate().refusesCredentials()) {
            String why = refused.detail() + ", so the others are not asked";
            giveUp(new Reply.Unusable(Reason.STATUS, why), System.nanoTime());
        }
    }

    private void answered(Lookup lookup, Answer answer) {
        lookup.finish();
        failing -= lookup.hasFailed() ? 1 : 0;
        evidence.found(lookup.place(), answer);
    }

    @Override
    public void answer(int place, Answer answer) {
        answered++;
        remote.stats().answer(answer);
        answers.add(place, answer);
    }

    @Override
    public void ask(int place, UserId canary) {
        agenda.addFirst(new Lookup(place, canary, terms));
    }

    // -- the end

    private void restIsLate() throws InterruptedException {
        if (isDone()) {
            return;
        }
        connections.await(terms.began());
        takeOutcomes(terms.deadline() + GRACE);
        takeLandings();
        for (Attempt attempt : List.copyOf(live)) {
            ended(attempt, lastWord(attempt).orElseGet(Reply.TimedOut::new));
        }
        long now = System.nanoTime();
        List<Lookup> rest = agenda.removeUnanswered();
        rest.forEach(lookup -> answered(lookup, late(lookup, now)));
        agenda.beginRest().forEach(lookup -> answered(lookup, late(lookup, now)));
        evidence.close();
    }

    private Answer late(Lookup lookup, long now) {
        return barrier == null ? lookup.late(now) : lookup.givenUp(barrier.why(), now);
    }

    /** Gives up what is in flight, and what others rely on. */
    private void abort() {
        for (Attempt attempt : List.copyOf(live)) {
            connections.cancel(attempt);
            release(attempt, new Reply.TimedOut(), false);
        }
        connections.release();
        landings.wakeOthers();
        slots.leave();
    }
}
