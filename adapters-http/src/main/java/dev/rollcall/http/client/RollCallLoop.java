package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.client.Lookup.Step;
import dev.rollcall.http.client.SharedReplies.SharedReply;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Outcome;
import dev.rollcall.http.client.response.RemoteResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The event loop of one roll call, on one thread: send what may be sent, wait for events, process them. Other threads only grant a slot,
 * report a shared request, or bring further ids.
 */
final class RollCallLoop {
    /** How often the caller is asked whether it still waits. */
    private static final long HEARTBEAT = Duration.ofMillis(250).toNanos();
    /** How long after the deadline responses that arrived before it may be read. */
    private static final long GRACE = Duration.ofMillis(30).toNanos();

    private final Remote remote;
    private final Connections connections;
    private final AnswerSink answers;
    private final Lookup.Terms terms;
    private final Agenda agenda;
    private final Findings findings;
    private final SharedReplies sharedReplies;
    private final InFlight inFlight = new InFlight();
    private final Dispatcher dispatcher;
    private long beat;

    RollCallLoop(Remote remote, Connections connections, Ids ids, CallPolicy policy, AnswerSink answers) {
        long began = System.nanoTime();
        this.remote = remote;
        this.connections = connections;
        this.answers = answers;
        this.terms = new Lookup.Terms(
                remote.limits(), began, began + policy.deadline().toNanos());
        this.agenda = new Agenda(ids, terms);
        this.findings = new Findings(remote, answers, agenda, terms);
        this.sharedReplies = new SharedReplies(connections::wake);
        this.dispatcher =
                new Dispatcher(remote, connections, policy, terms, agenda, answers, findings, sharedReplies, inFlight);
        this.beat = began + HEARTBEAT;
    }

    /** Calls the roll. When it returns or throws, nothing is in flight. */
    void run() throws InterruptedException {
        try {
            while (!findings.isComplete() && System.nanoTime() - terms.deadline() < 0) {
                dispatcher.ask();
                await();
            }
            restIsLate();
        } finally {
            abort();
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - terms.began());
    }

    boolean canariesHeld() {
        return findings.canariesHeld();
    }

    List<String> warnings(RollCall.Counts counts) {
        return findings.warnings(counts);
    }

    // -- waiting

    private void await() throws InterruptedException {
        sharedReplies.wakeOthers();
        if (findings.isComplete()) {
            return;
        }
        connections.await(nextEvent());
        takeOutcomes(terms.deadline());
        takeSharedReplies();
        expire();
        answers.settle();
        if (beat - System.nanoTime() <= 0) {
            beat = System.nanoTime() + HEARTBEAT;
            answers.waiting();
        }
    }

    /** Returns when to wake up if nothing arrives. */
    private long nextEvent() {
        long next = earlier(terms.deadline(), beat);
        OptionalLong deadline = inFlight.deadline();
        if (deadline.isPresent()) {
            next = earlier(next, System.nanoTime() + deadline.getAsLong() - connections.remoteTime());
        }
        return answers.settlesAt(agenda.nextEvent(dispatcher.goesOnAt(next)));
    }

    private static long earlier(long one, long other) {
        return one - other <= 0 ? one : other;
    }

    /** Times attempts out, but first processes what arrived while this thread was held up. */
    private void expire() throws InterruptedException {
        if (overdue().isPresent()) {
            connections.await(terms.began());
            takeOutcomes(terms.deadline());
        }
        for (Optional<Attempt> late = overdue(); late.isPresent(); late = overdue()) {
            Reply reply = lastWord(late.get()).orElseGet(this::timedOut);
            answers.attempted(late.get(), Optional.empty(), reply);
            ended(late.get(), reply);
        }
    }

    private Optional<Attempt> overdue() {
        return inFlight.overdue(connections.remoteTime());
    }

    /** Cancels an attempt. Returns the reply if what arrived so far decides it. */
    private Optional<Reply> lastWord(Attempt attempt) {
        return connections
                .cancel(attempt)
                .map(response -> remote.api().reply(attempt.lookup().id(), response));
    }

    private Reply timedOut() {
        long limit = terms.limits().attemptTimeout().toMillis();
        return new Reply.Unavailable(Reason.TIMEOUT, "no answer in " + limit + " ms", Optional.empty());
    }

    // -- processing

    private void takeOutcomes(long until) {
        for (Outcome outcome = connections.next(until); outcome != null; outcome = connections.next(until)) {
            take(outcome);
        }
    }

    private void take(Outcome outcome) {
        Attempt attempt = (Attempt) outcome.exchange();
        Reply reply = switch (outcome) {
            case Outcome.Received received ->
                judged(attempt, read(attempt.lookup().id(), received.response()));
            case Outcome.Broke broke -> remote.api().failure(broke.failure());
        };
        answers.attempted(attempt, response(outcome), reply);
        if (outcome.hurried() && (reply instanceof Reply.Gone || reply instanceof Reply.Unusable)) {
            attempt.doubt();
            connections.sendAgain(attempt);
        } else {
            ended(attempt, reply);
        }
    }

    private static Optional<RemoteResponse> response(Outcome outcome) {
        return outcome instanceof Outcome.Received received ? Optional.of(received.response()) : Optional.empty();
    }

    /** Reads a response. If it says that a quota is used up, all roll calls pause until it is renewed. */
    private Reply read(UserId id, RemoteResponse response) {
        remote.api()
                .pause(response)
                .ifPresent(pause -> remote.gate().pause("the remote's quota is used up", pause, System.nanoTime()));
        return remote.api().reply(id, response);
    }

    /** Tells the authorization whether its value was accepted. If it is renewed after a rejection, the request is to be sent again. */
    private Reply judged(Attempt attempt, Reply reply) {
        if (attempt.authorization().isEmpty()) {
            return reply;
        }
        String used = attempt.authorization().get();
        if (reply instanceof Reply.Unauthorized refused) {
            return remote.authorization().rejected(used, System.nanoTime())
                    ? new Reply.Outdated(refused.detail())
                    : refused;
        }
        if (reply instanceof Reply.Found || reply instanceof Reply.Gone) {
            remote.authorization().accepted(used);
        }
        return reply;
    }

    private void ended(Attempt attempt, Reply reply) {
        Step step = findings.decide(attempt.lookup(), reply);
        release(attempt, reply, step instanceof Step.Answered);
        findings.follow(attempt.lookup(), step);
        dispatcher.heed(reply);
    }

    /** Ends an attempt: frees its slot, and tells the gate and the sharers. */
    private void release(Attempt attempt, Reply reply, boolean isFinal) {
        inFlight.end(attempt);
        dispatcher.freeSlot();
        remote.gate()
                .hear(
                        reply,
                        isFinal,
                        attempt.isRetry(),
                        attempt.isProbe(),
                        remote.slots().taken());
        // a request that timed out here may not have timed out for those that shared it later
        boolean tells = !(reply instanceof Reply.TimedOut) && !isTimeOut(reply);
        sharedReplies.tell(attempt.shareable().end(), tells ? Optional.of(reply) : Optional.empty());
    }

    private static boolean isTimeOut(Reply reply) {
        return reply instanceof Reply.Unavailable unavailable && unavailable.reason() == Reason.TIMEOUT;
    }

    private void takeSharedReplies() {
        for (SharedReply shared = sharedReplies.next(); shared != null; shared = sharedReplies.next()) {
            Lookup lookup = shared.lookup();
            if (shared.reply().isPresent()) {
                findings.follow(lookup, findings.decide(lookup, shared.reply().get()));
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
        takeSharedReplies();
        for (Attempt attempt : inFlight.all()) {
            ended(attempt, lastWord(attempt).orElseGet(Reply.TimedOut::new));
        }
        long now = System.nanoTime();
        agenda.removeUnanswered().forEach(lookup -> findings.found(lookup, dispatcher.late(lookup, now)));
        agenda.beginRest().forEach(lookup -> findings.found(lookup, dispatcher.late(lookup, now)));
        findings.close();
    }

    /** Cancels what is in flight, and tells those that share it. */
    private void abort() {
        for (Attempt attempt : inFlight.all()) {
            connections.cancel(attempt);
            release(attempt, new Reply.TimedOut(), false);
        }
        connections.release();
        sharedReplies.wakeOthers();
        dispatcher.close();
    }
}
