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
 * One id of a roll call, on the way to its answer. It decides what comes next, and does nothing: that is up to {@link Calling}.
 *
 * <p>It is asked once, and again where that can help and harms nobody: only after a transient failure, only while the {@link
 * RetryBudget} has something left, never more often than the limits allow and never past the deadline. Before it is asked again, a
 * random time passes below a bound that doubles with every failure (“full jitter”: Brooker, Exponential Backoff And Jitter, AWS
 * Architecture Blog, 2015), or as much as the remote's {@code Retry-After} says. The last attempt isn't wasted on a remote that gives no
 * sign of life: it waits for one, for a second at most and a quarter of the time that is left.
 */
final class Lookup implements Comparable<Lookup> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int MAX_DOUBLINGS = 5;
    /** How long the last attempt waits for a sign of life. */
    private static final long CAUTION = Duration.ofSeconds(1).toNanos();

    private final int place;
    private final UserId id;
    private final Terms terms;
    private int attempts;
    private int failures;
    private long started;
    private long failedAt;
    private long resumesAt;
    private long latestAt;
    private @Nullable Failure failure;
    private boolean throttled;
    private boolean done;

    /**
     * What holds for all ids of a roll call.
     *
     * @param began when it began, a value of {@link System#nanoTime()}
     * @param deadline when it must have ended, likewise
     */
    record Terms(RequestLimits limits, long began, long deadline) {}

    private record Failure(Reason reason, String detail) {}

    /** What comes next. */
    sealed interface Step {
        /** Nothing: there is the answer. */
        record Answered(Answer answer) implements Step {}

        /** It is to be asked again, at {@link #resumesAt()}. */
        record Paused() implements Step {}

        /** It is to be asked again as soon as the remote lives, at {@link #resumesAt()} at the earliest and {@link #latestAt()} at the latest. */
        record Cautious() implements Step {}

        /** It is to be asked again as soon as anybody may ask. */
        record HeldBack() implements Step {}
    }

    /**
     * Creates one that wasn't asked yet.
     *
     * @param place where its answer belongs
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

    /** Returns the earliest time to ask again, a value of {@link System#nanoTime()}. */
    long resumesAt() {
        return resumesAt;
    }

    /** Returns the latest time to ask again. */
    long latestAt() {
        return latestAt;
    }

    /** Returns when it failed last. */
    long failedAt() {
        return failedAt;
    }

    /** Returns whether it failed before, so that asking again is a retry. */
    boolean hasFailed() {
        return failures > 0;
    }

    /** Returns whether it is throttled: it was asked, and the remote said that nobody should ask. */
    boolean isThrottled() {
        return throttled;
    }

    /** It has its answer. */
    void finish() {
        done = true;
    }

    /** Returns whether it has its answer. */
    boolean isDone() {
        return done;
    }

    /** Compares by the time of asking again. */
    @Override
    public int compareTo(Lookup other) {
        return Long.compare(resumesAt - terms.began(), other.resumesAt - terms.began());
    }

    /** A request leaves for it, or one that is on its way counts for it too. */
    void asked(long now) {
        if (attempts == 0) {
            started = now;
        }
        attempts++;
    }

    /** The request that counted for it too came to nothing. */
    void deserted() {
        attempts--;
    }

    /**
     * Decides what comes of a reply.
     *
     * @param hasBudget whether a retry is left
     */
    Step replied(Reply reply, long now, boolean hasBudget) {
        return switch (reply) {
            case Reply.Found found -> new Step.Answered(new Answer.Present(found.user(), made(now)));
            case Reply.Gone gone -> new Step.Answered(new Answer.Absent(id, made(now)));
            case Reply.Unusable unusable -> failed(new Failure(unusable.reason(), unusable.detail()), now);
            case Reply.Unauthorized refused -> failed(new Failure(Reason.STATUS, refused.detail()), now);
            case Reply.Throttled held -> heldBack(held);
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

    private Step heldBack(Reply.Throttled held) {
        failure = new Failure(Reason.STATUS, held.detail());
        throttled = true;
        return new Step.HeldBack();
    }

    private Step transientFailure(Failure why, Optional<Duration> retryAfter, long now, boolean hasBudget) {
        failure = why;
        throttled = false;
        failures++;
        failedAt = now;
        if (attempts < failures) {
            asked(now); // that no request could leave counts as an attempt as well
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

    /** Returns the answer to an id for which not even a request could be made. */
    static Answer failure(UserId id, Reply reply) {
        String detail = reply instanceof Reply.Hindered hindered ? hindered.detail() : "no connection";
        return new Answer.Failed(id, Reason.CONNECTION, detail, Attempts.NONE);
    }

    /** Decides that it isn't asked any more: its last failure stands; if it has none, this does. */
    Answer givenUp(Reply.Unusable otherwise, long now) {
        Failure why = failure == null ? new Failure(otherwise.reason(), otherwise.detail()) : failure;
        return ((Step.Answered) failed(why, now)).answer();
    }

    /** Returns the answer if the deadline comes first. */
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
