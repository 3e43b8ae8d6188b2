package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.shared.RetryBudget;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The state of one id of a roll call until its answer. It decides the next step, and {@link RollCallLoop} carries it out.
 *
 * <p>Retry rules: it retries only transient failures, while the {@link RetryBudget} has a retry left, within the limit of attempts and
 * the deadline. Backoff is exponential with full jitter (Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015), unless
 * the remote's {@code Retry-After} says otherwise. The last attempt waits for a sign of life from the remote, at most a second and a
 * quarter of the time that is left.
 */
final class Lookup implements Comparable<Lookup> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int MAX_DOUBLINGS = 5;
    /** How often an id is asked again with a renewed token: the first may have been sent before the renewal. */
    private static final int MOST_RENEWALS = 2;
    /** How long the last attempt waits for a sign of life, at most. */
    private static final long CAUTION = Duration.ofSeconds(1).toNanos();

    private final int place;
    private final UserId id;
    private final Terms terms;
    private int attempts;
    private int failures;
    private int renewals;
    private long started;
    private long failedAt;
    private long resumesAt;
    private long latestAt;
    private @Nullable Failure failure;
    private boolean throttled;
    private boolean done;

    /**
     * What applies to all ids of a roll call.
     *
     * @param began when it began, a value of {@link System#nanoTime()}
     * @param deadline when it must have ended, likewise
     */
    record Terms(RequestLimits limits, long began, long deadline) {}

    private record Failure(Reason reason, String detail) {}

    /** The next step. */
    sealed interface Step {
        /** Done: this is the answer. */
        record Answered(Answer answer) implements Step {}

        /** Retry at {@link #resumesAt()}. */
        record Paused() implements Step {}

        /** Retry at the next sign of life, between {@link #resumesAt()} and {@link #latestAt()}. */
        record Cautious() implements Step {}

        /** Ask again as soon as the gate permits. */
        record HeldBack() implements Step {}
    }

    /**
     * Creates a lookup without attempts.
     *
     * @param place its place in the roster
     */
    Lookup(int place, UserId id, Terms terms) {
        this.place = place;
        this.id = id;
        this.terms = terms;
    }

    int place() {
        return place;
    }

    UserId id() {
        return id;
    }

    /** Returns the earliest time of the retry, a value of {@link System#nanoTime()}. */
    long resumesAt() {
        return resumesAt;
    }

    /** Returns the latest time of the retry, likewise. */
    long latestAt() {
        return latestAt;
    }

    /** Returns when the last attempt failed, likewise. */
    long failedAt() {
        return failedAt;
    }

    /** Returns whether an attempt failed, so that the next one is a retry. */
    boolean hasFailed() {
        return failures > 0;
    }

    /** Returns whether the last attempt was rejected by back-pressure (429) or for its token, so that the next one is no retry. */
    boolean isThrottled() {
        return throttled;
    }

    void finish() {
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /** Compares by the time of the retry. */
    @Override
    public int compareTo(Lookup other) {
        return Long.compare(resumesAt - terms.began(), other.resumesAt - terms.began());
    }

    /** Counts an attempt: a request is sent for it, or shared. */
    void asked(long now) {
        if (attempts == 0) {
            started = now;
        }
        attempts++;
    }

    /** Uncounts a shared request that was cancelled. */
    void deserted() {
        attempts--;
    }

    /**
     * Decides the next step after a reply.
     *
     * @param hasBudget whether the retry budget has a retry left
     */
    Step replied(Reply reply, long now, boolean hasBudget) {
        return switch (reply) {
            case Reply.Found found -> new Step.Answered(new Answer.Present(found.user(), made(now)));
            case Reply.Gone gone -> new Step.Answered(new Answer.Absent(id, made(now)));
            case Reply.Unusable unusable -> failed(new Failure(unusable.reason(), unusable.detail()), now);
            case Reply.Unauthorized refused -> failed(new Failure(refused.reason(), refused.detail()), now);
            case Reply.Outdated outdated -> outdated(outdated, now);
            case Reply.Throttled held -> heldBack(held.detail());
            case Reply.Unavailable unavailable ->
                transientFailure(
                        new Failure(unavailable.reason(), unavailable.detail()),
                        unavailable.retryAfter(),
                        now,
                        hasBudget);
            case Reply.Hindered hindered ->
                transientFailure(new Failure(Reason.CONNECTION, hindered.detail()), Optional.empty(), now, hasBudget);
            case Reply.TimedOut timedOut -> new Step.Answered(late(now));
        };
    }

    private Step outdated(Reply.Outdated outdated, long now) {
        renewals++;
        return renewals > MOST_RENEWALS
                ? failed(new Failure(Reason.STATUS, outdated.detail()), now)
                : heldBack(outdated.detail());
    }

    private Step heldBack(String detail) {
        failure = new Failure(Reason.STATUS, detail);
        throttled = true;
        return new Step.HeldBack();
    }

    private Step transientFailure(Failure why, Optional<Duration> retryAfter, long now, boolean hasBudget) {
        failure = why;
        throttled = false;
        failures++;
        failedAt = now;
        if (attempts < failures) {
            asked(now); // a request that could not be sent counts as an attempt as well
        }
        long left = terms.deadline() - now;
        Duration wait = retryAfter.orElseGet(this::jitter);
        if (failures >= terms.limits().attempts() || wait.compareTo(Duration.ofNanos(left)) >= 0 || !hasBudget) {
            return failed(why, now);
        }
        long pause = wait.toNanos();
        resumesAt = now + pause;
        latestAt = now + Math.max(pause, Math.min(CAUTION, left / 4));
        boolean isCautious = failures > 1 && failures + 1 == terms.limits().attempts() && retryAfter.isEmpty();
        return isCautious ? new Step.Cautious() : new Step.Paused();
    }

    private Duration jitter() {
        long bound = FIRST_PAUSE.toNanos() << Math.min(failures - 1, MAX_DOUBLINGS);
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound));
    }

    private Step failed(Failure why, long now) {
        String times = attempts > 1 ? " after %s attempts".formatted(attempts) : "";
        return new Step.Answered(new Answer.Failed(id, why.reason(), why.detail() + times, made(now)));
    }

    /** Returns the answer to an id for which no request could be made. */
    static Answer failure(UserId id, Reply reply) {
        String detail = reply instanceof Reply.Hindered hindered ? hindered.detail() : "no connection";
        return new Answer.Failed(id, Reason.CONNECTION, detail, Attempts.NONE);
    }

    /** Returns the answer if it isn't asked any more: its last failure, or else the given one. */
    Answer givenUp(Reply.Unusable otherwise, long now) {
        Failure why = failure == null ? new Failure(otherwise.reason(), otherwise.detail()) : failure;
        return ((Step.Answered) failed(why, now)).answer();
    }

    /** Returns the answer at the deadline. */
    Answer late(long now) {
        Failure why = failure;
        return throttled && why != null ? ((Step.Answered) failed(why, now)).answer() : new Answer.Late(id, made(now));
    }

    private Attempts made(long now) {
        return attempts == 0
                ? Attempts.NONE
                : new Attempts(attempts, Duration.ofNanos(started - terms.began()), Duration.ofNanos(now - started));
    }
}
