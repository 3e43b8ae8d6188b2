package dev.rollcall.http.client;

import dev.failsafe.CircuitBreaker;
import dev.rollcall.domain.Answer;
import dev.rollcall.domain.Answer.Reason;
import dev.rollcall.domain.Attempts;
import dev.rollcall.domain.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks the remote for one id, and again where that can help and harms nobody: only after a failure that may pass, only while the
 * {@link RetryBudget} has something left, never more often than the limits allow and never past the deadline. While the circuit
 * breaker is open it doesn't ask at all. Safe for use by many threads.
 *
 * <p>Before it asks again it waits a random time below a bound that doubles with every attempt (“full jitter”: Brooker,
 * Exponential Backoff And Jitter, AWS Architecture Blog, 2015), or as long as the remote's {@code Retry-After} says. If that
 * doesn't fit the deadline, the failure stands.
 *
 * <p>The breaker opens when, of at least 20 requests within ten seconds, 80 % failed in a way that may pass. A second later it
 * lets one request through as a probe, and closes if that succeeds.
 */
final class Retries {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int MAX_DOUBLINGS = 5;

    private static final Reply REFUSED =
            new Reply.Unusable(Reason.CIRCUIT_OPEN, "too many requests to the remote failed lately");

    private final UsersApi api;
    private final RequestLimits limits;
    private final Semaphore slots;
    private final RetryBudget budget = new RetryBudget(System::nanoTime);
    private final CircuitBreaker<Reply> breaker = CircuitBreaker.<Reply>builder()
            .withFailureRateThreshold(80, 20, Duration.ofSeconds(10))
            .withDelay(Duration.ofSeconds(1))
            .withSuccessThreshold(1)
            .build();

    private final RemoteStats stats;

    Retries(UsersApi api, RequestLimits limits) {
        this.api = api;
        this.limits = limits;
        this.slots = new Semaphore(limits.concurrency(), true);
        this.stats = new RemoteStats(limits.concurrency(), slots, budget, breaker);
    }

    /** Returns what can be measured. */
    RemoteStats stats() {
        return stats;
    }

    /**
     * Asks for the id until there is an answer.
     *
     * @param began when the roll call began, a value of {@link System#nanoTime()}
     * @param deadline when it must have ended
     */
    Answer ask(UserId id, long began, long deadline) {
        var question = new Question(id, began, deadline);
        budget.deposit();
        Answer answer;
        try {
            answer = question.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = question.late();
        }
        stats.answer(answer);
        return answer;
    }

    /** One id on the way to its answer. */
    private final class Question {
        private final UserId id;
        private final long began;
        private final long deadline;
        private int attempts;
        private long started;

        Question(UserId id, long began, long deadline) {
            this.id = id;
            this.began = began;
            this.deadline = deadline;
        }

        Answer answer() throws InterruptedException {
            Reply reply = attempt();
            while (reply instanceof Reply.Unavailable failure && mayAskAgain(failure)) {
                Reply next = attempt();
                if (next.equals(REFUSED)) {
                    break;
                }
                reply = next;
            }
            return answer(reply);
        }

        private Answer answer(Reply reply) {
            return switch (reply) {
                case Reply.Found found -> new Answer.Present(found.user(), made());
                case Reply.Gone gone -> new Answer.Absent(id, made());
                case Reply.Unusable unusable -> failed(unusable.reason(), unusable.detail());
                case Reply.Unavailable unavailable -> failed(unavailable.reason(), unavailable.detail());
                case Reply.TimedOut timedOut -> late();
            };
        }

        /** Makes one request, as soon as the remote has a slot. */
        private Reply attempt() throws InterruptedException {
            if (!slots.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return new Reply.TimedOut();
            }
            try {
                if (System.nanoTime() - deadline >= 0) {
                    return new Reply.TimedOut();
                }
                return breaker.tryAcquirePermit() ? permitted() : REFUSED;
            } finally {
                slots.release();
            }
        }

        private Reply permitted() {
            long now = System.nanoTime();
            if (attempts == 0) {
                started = now;
            }
            stats.request(attempts == 0);
            attempts++;
            long attemptDeadline = now + Math.min(limits.attemptTimeout().toNanos(), deadline - now);
            Reply reply = api.get(id, attemptDeadline);
            if (reply instanceof Reply.TimedOut && attemptDeadline != deadline) {
                reply = new Reply.Unavailable(
                        Reason.TIMEOUT,
                        "no answer in %d ms".formatted(limits.attemptTimeout().toMillis()),
                        Optional.empty());
            }
            record(reply);
            return reply;
        }

        /** An attempt that was cut short by the caller's deadline tells nothing of the remote, but must give its permit back. */
        private void record(Reply reply) {
            switch (reply) {
                case Reply.Found found -> breaker.recordSuccess();
                case Reply.Gone gone -> breaker.recordSuccess();
                case Reply.Unusable unusable -> breaker.recordSuccess();
                case Reply.Unavailable unavailable -> breaker.recordFailure();
                case Reply.TimedOut timedOut -> {
                    if (breaker.isHalfOpen()) {
                        breaker.recordFailure();
                    }
                }
            }
        }

        /** Waits until it may be asked again; returns false at once if it may not. */
        private boolean mayAskAgain(Reply.Unavailable failure) throws InterruptedException {
            long pause = failure.retryAfter().map(Duration::toNanos).orElseGet(this::pause);
            if (attempts >= limits.attempts() || pause >= deadline - System.nanoTime() || !budget.withdraw()) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(pause);
            return true;
        }

        private long pause() {
            long bound = FIRST_PAUSE.toNanos() << Math.min(attempts - 1, MAX_DOUBLINGS);
            return ThreadLocalRandom.current().nextLong(bound);
        }

        private Answer failed(Reason reason, String detail) {
            String times = attempts > 1 ? " after %d attempts".formatted(attempts) : "";
            return new Answer.Failed(id, reason, detail + times, made());
        }

        Answer late() {
            return new Answer.Late(id, made());
        }

        private Attempts made() {
            return attempts == 0
                    ? Attempts.NONE
                    : new Attempts(
                            attempts, Duration.ofNanos(started - began), Duration.ofNanos(System.nanoTime() - started));
        }
    }
}
