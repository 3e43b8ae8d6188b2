package dev.rollcall.domain.rollcall;

import java.time.Duration;
import java.util.Optional;

/**
 * How a roll call is executed.
 *
 * @param deadline the time that the whole roll call may take: longer than zero, at most {@link #MAX_DEADLINE}; ids without an
 *     answer by then are late
 * @param concurrency the most requests in flight at once for this roll call, 1 to {@value #MAX_CONCURRENCY}
 * @param fresh whether each proof must come from a request that began after the roll call did; otherwise a request already in flight
 *     for the same id may be shared
 * @param trace the trace that the requests to the remote belong to; a request that is shared has that of the roll call which began it
 */
public record CallPolicy(Duration deadline, int concurrency, boolean fresh, Optional<TraceParent> trace) {
    /** The longest deadline: a day. */
    public static final Duration MAX_DEADLINE = Duration.ofDays(1);
    /** The most requests in flight at once. */
    public static final int MAX_CONCURRENCY = 10_000;
    /** The default: 2 s, 64 requests in flight, which may be shared. */
    public static final CallPolicy DEFAULT = new CallPolicy(Duration.ofSeconds(2), 64);

    /** Creates a policy that allows sharing requests in flight. */
    public CallPolicy(Duration deadline, int concurrency) {
        this(deadline, concurrency, false);
    }

    /** Creates a policy for requests that belong to no trace. */
    public CallPolicy(Duration deadline, int concurrency, boolean fresh) {
        this(deadline, concurrency, fresh, Optional.empty());
    }

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if one is out of range; the message shows it
     */
    public CallPolicy {
        if (!deadline.isPositive() || deadline.compareTo(MAX_DEADLINE) > 0) {
            throw new IllegalArgumentException(
                    "deadline must be longer than zero and at most %s: %s".formatted(MAX_DEADLINE, deadline));
        }
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException(
                    "concurrency must be 1 to %s: %s".formatted(MAX_CONCURRENCY, concurrency));
        }
    }

    /** Returns the same policy with another deadline. */
    public CallPolicy withDeadline(Duration other) {
        return new CallPolicy(other, concurrency, fresh, trace);
    }

    /** Returns the same policy with another number of requests in flight at once. */
    public CallPolicy withConcurrency(int other) {
        return new CallPolicy(deadline, other, fresh, trace);
    }

    /** Returns the same policy without sharing requests that were already in flight. */
    public CallPolicy onlyFresh() {
        return new CallPolicy(deadline, concurrency, true, trace);
    }

    /** Returns the same policy for requests of another trace, or of none. */
    public CallPolicy within(Optional<TraceParent> other) {
        return new CallPolicy(deadline, concurrency, fresh, other);
    }
}
