package dev.rollcall.http.client;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.Answer.Reason;
import dev.rollcall.domain.Attempts;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.Flights.Flight;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One id of a roll call, on the way to its answer. It is asked once, and again where that can help and harms nobody: only after a
 * failure that may pass, only while the {@link RetryBudget} has something left, never more often than the limits allow and never past
 * the deadline. While the circuit breaker is open it isn't asked at all.
 *
 * <p>Before it is asked again, a random time passes below a bound that doubles with every attempt (“full jitter”: Brooker,
 * Exponential Backoff And Jitter, AWS Architecture Blog, 2015), or as much as the remote's {@code Retry-After} says. If that doesn't
 * fit the deadline, the failure stands.
 */
final class Question implements Comparable<Question> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int MAX_DOUBLINGS = 5;

    private final Calling calling;
    private final Remote remote;
    private final int index;
    private final UserId id;
    private int attempts;
    private long started;
    private long resumesAt;
    private Reply.@Nullable Unavailable failure;

    Question(Calling calling, int index, UserId id) {
        this.calling = calling;
        this.remote = calling.remote();
        this.index = index;
        this.id = id;
    }

    UserId id() {
        return id;
    }

    Calling calling() {
        return calling;
    }

    /** Returns when it may be asked again, a value of {@link System#nanoTime()}. */
    long resumesAt() {
        return resumesAt;
    }

    /** Compares by the time of asking again. */
    @Override
    public int compareTo(Question other) {
        return Long.compare(resumesAt - calling.began(), other.resumesAt - calling.began());
    }

    /** Shares the request that another roll call has in flight for the id. Returns whether there is one. */
    boolean join() {
        if (!remote.flights().join(this)) {
            return false;
        }
        begin(System.nanoTime());
        remote.stats().share();
        return true;
    }

    /** The request that was shared came to this. */
    void landed(Reply reply) {
        replied(reply);
    }

    /** The request that was shared came to nothing. */
    void deserted() {
        attempts--;
    }

    private void begin(long now) {
        if (attempts == 0) {
            started = now;
        }
        attempts++;
    }

    /**
     * Makes an attempt, for which a slot was taken; unless another roll call began one this very moment, or it mustn't be made and an
     * answer stands instead.
     */
    void ask() {
        Flight flight = remote.flights().begin(id);
        if (!flight.isOpen() && calling.mayShare() && join()) {
            calling.slotUnused();
            return;
        }
        Reply.Unavailable before = failure;
        if (before != null && !remote.budget().withdraw()) {
            giveUp(flight, before);
        } else if (!remote.breaker().tryAcquirePermit()) {
            giveUp(flight, before == null ? UsersApi.REFUSED : before);
        } else {
            attempt(flight);
        }
    }

    private void giveUp(Flight flight, Reply reply) {
        calling.tell(flight.land(), Optional.empty());
        calling.slotUnused();
        answer(reply);
    }

    private void attempt(Flight flight) {
        long now = System.nanoTime();
        begin(now);
        if (failure == null) {
            remote.budget().deposit();
        }
        remote.stats().request(failure == null);
        long left = calling.deadline() - now;
        long most = remote.limits().attemptTimeout().toNanos();
        calling.send(new Attempt(calling, this, flight, now + Math.min(most, left)));
    }

    /** An attempt ended with this. */
    void replied(Reply reply) {
        Optional<Reply.Unavailable> transientFailure = transientFailure(reply);
        if (transientFailure.isPresent() && mayAskAgain(transientFailure.get())) {
            failure = transientFailure.get();
            calling.pause(this);
        } else {
            answer(reply);
        }
    }

    private static Optional<Reply.Unavailable> transientFailure(Reply reply) {
        return switch (reply) {
            case Reply.Unavailable unavailable -> Optional.of(unavailable);
            case Reply.Throttled throttled ->
                Optional.of(new Reply.Unavailable(Reason.STATUS, throttled.detail(), throttled.pause()));
            case Reply.Hindered hindered ->
                Optional.of(new Reply.Unavailable(Reason.CONNECTION, hindered.detail(), Optional.empty()));
            case Reply.Found f -> Optional.empty();
            case Reply.Gone g -> Optional.empty();
            case Reply.Unusable u -> Optional.empty();
            case Reply.Unauthorized u -> Optional.empty();
            case Reply.TimedOut t -> Optional.empty();
        };
    }

    private boolean mayAskAgain(Reply.Unavailable unavailable) {
        long now = System.nanoTime();
        long pause = unavailable.retryAfter().map(Duration::toNanos).orElseGet(this::pause);
        resumesAt = now + pause;
        return attempts < remote.limits().attempts()
                && pause < calling.deadline() - now
                && remote.budget().left() > 0;
    }

    private long pause() {
        long bound = FIRST_PAUSE.toNanos() << Math.min(attempts - 1, MAX_DOUBLINGS);
        return ThreadLocalRandom.current().nextLong(bound);
    }

    private void answer(Reply reply) {
        calling.answer(
                index,
                switch (reply) {
                    case Reply.Found found -> new Answer.Present(found.user(), made());
                    case Reply.Gone gone -> new Answer.Absent(id, made());
                    case Reply.Unusable unusable -> failed(unusable.reason(), unusable.detail());
                    case Reply.Unavailable unavailable -> failed(unavailable.reason(), unavailable.detail());
                    case Reply.Unauthorized unauthorized -> failed(Reason.STATUS, unauthorized.detail());
                    case Reply.Throttled throttled -> failed(Reason.STATUS, throttled.detail());
                    case Reply.Hindered hindered -> failed(Reason.CONNECTION, hindered.detail());
                    case Reply.TimedOut timedOut -> late();
                });
    }

    private Answer failed(Reason reason, String detail) {
        String times = attempts > 1 ? " after %d attempts".formatted(attempts) : "";
        return new Answer.Failed(id, reason, detail + times, made());
    }

    /** Returns the answer if there is no other. */
    Answer late() {
        return new Answer.Late(id, made());
    }

    private Attempts made() {
        return attempts == 0
                ? Attempts.NONE
                : new Attempts(
                        attempts,
                        Duration.ofNanos(started - calling.began()),
                        Duration.ofNanos(System.nanoTime() - started));
    }
}
