package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.client.Landings.Landing;
import dev.rollcall.http.client.Lookup.Step;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Outcome;
import dev.rollcall.http.client.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One roll call on its way. It is a loop of one thread: ask what may be asked, wait until something came, take it. All concurrency is
 * the network's; no other thread has a part in it, but to grant a slot, to tell what came of a shared request, or to bring further ids.
 */
final class Calling {
    /** How often whoever waits is asked whether he still does. */
    private static final long HEARTBEAT = Duration.ofMillis(250).toNanos();
    /** How long after the deadline an answer may be read that had come before. */
    private static final long GRACE = Duration.ofMillis(30).toNanos();

    private final Remote remote;
    private final Connections connections;
    private final Answers answers;
    private final Lookup.Terms terms;
    private final Agenda agenda;
    private final Findings findings;
    private final Landings landings;
    private final InFlight inFlight = new InFlight();
    private final Asking asking;
    private long beat;

    Calling(Remote remote, Connections connections, Ids ids, CallPolicy policy, Answers answers) {
        long began = System.nanoTime();
        this.remote = remote;
        this.connections = connections;
        this.answers = answers;
        this.terms = new Lookup.Terms(
                remote.limits(), began, began + policy.deadline().toNanos());
        this.agenda = new Agenda(ids, terms);
        this.findings = new Findings(remote, answers, agenda, terms);
        this.landings = new Landings(connections::wake);
        this.asking = new Asking(remote, connections, policy, terms, agenda, answers, findings, landings, inFlight);
        this.beat = began + HEARTBEAT;
    }

    /** Calls the roll. When it returns or throws, nothing is in flight any more. */
    void run() throws InterruptedException {
        try {
            while (!findings.isComplete() && System.nanoTime() - terms.deadline() < 0) {
                asking.ask();
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
        return findings.warnings(counts);
    }

    // -- waiting

    private void await() throws InterruptedException {
        landings.wakeOthers();
        if (findings.isComplete()) {
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
        OptionalLong deadline = inFlight.deadline();
        if (deadline.isPresent()) {
            next = earlier(next, System.nanoTime() + deadline.getAsLong() - connections.remoteTime());
        }
        return answers.settlesAt(agenda.nextEvent(asking.goesOnAt(next)));
    }

    private static long earlier(long one, long other) {
        return one - other <= 0 ? one : other;
    }

    /** Ends the attempts for which the remote took too long; but first takes what came while this thread was held up. */
    private void expire() throws InterruptedException {
        if (overdue().isPresent()) {
            connections.await(terms.began());
            takeOutcomes(terms.deadline());
        }
        for (Optional<Attempt> late = overdue(); late.isPresent(); late = overdue()) {
            ended(late.get(), lastWord(late.get()).orElseGet(this::timedOut));
        }
    }

    private Optional<Attempt> overdue() {
        return inFlight.overdue(connections.remoteTime());
    }

    /** Gives an attempt up. What the remote has said until now counts, if that says it all. */
    private Optional<Reply> lastWord(Attempt attempt) {
        return connections
                .cancel(attempt)
                .map(response -> remote.api().reply(attempt.lookup().id(), response));
    }

    private Reply timedOut() {
        long limit = terms.limits().attemptTimeout().toMillis();
        return new Reply.Unavailable(Reason.TIMEOUT, "no answer in " + limit + " ms", Optional.empty());
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
        Step step = findings.decide(attempt.lookup(), reply);
        release(attempt, reply, step instanceof Step.Answered);
        findings.follow(attempt.lookup(), step);
        asking.heed(reply);
    }

    /** Nothing is awaited of an attempt any more. */
    private void release(Attempt attempt, Reply reply, boolean isFinal) {
        inFlight.end(attempt);
        asking.freeSlot();
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
                findings.follow(lookup, findings.decide(lookup, landing.reply().get()));
            } else {
                lookup.deserted();
                agenda.addLast(lookup);
            }
        }
    }

    // -- the end

    private void restIsLate() throws InterruptedException {
        if (findings.isComplete()) {
            return;
        }
        connections.await(terms.began());
        takeOutcomes(terms.deadline() + GRACE);
        takeLandings();
        for (Attempt attempt : inFlight.all()) {
            ended(attempt, lastWord(attempt).orElseGet(Reply.TimedOut::new));
        }
        long now = System.nanoTime();
        agenda.removeUnanswered().forEach(lookup -> findings.found(lookup, asking.late(lookup, now)));
        agenda.beginRest().forEach(lookup -> findings.found(lookup, asking.late(lookup, now)));
        findings.close();
    }

    /** Gives up what is in flight, and what others rely on. */
    private void abort() {
        for (Attempt attempt : inFlight.all()) {
            connections.cancel(attempt);
            release(attempt, new Reply.TimedOut(), false);
        }
        connections.release();
        landings.wakeOthers();
        asking.close();
    }
}
