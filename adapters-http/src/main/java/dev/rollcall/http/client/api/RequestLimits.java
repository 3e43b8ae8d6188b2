package dev.rollcall.http.client.api;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Limits on the requests to a remote.
 *
 * @param concurrency the most requests in flight at once, over all roll calls; at least 1
 * @param attempts the most attempts per id of a roll call; at least 1, which means no retries
 * @param attemptTimeout how long one attempt may take before it is cancelled and may be retried; longer than zero
 * @param coalesce whether roll calls that ask for the same id at the same moment share one request
 * @param rate the most requests a second, over all roll calls, more than zero; empty for any number
 * @param retried which statuses are transient failures, too
 */
public record RequestLimits(
        int concurrency,
        int attempts,
        Duration attemptTimeout,
        boolean coalesce,
        OptionalDouble rate,
        RetryRule retried) {
    /** 256 requests in flight, 3 attempts of a second each, shared. */
    public static final RequestLimits DEFAULT = new RequestLimits(256, 3, Duration.ofSeconds(1), true);

    /** Creates limits with shared requests. */
    public RequestLimits(int concurrency, int attempts, Duration attemptTimeout) {
        this(concurrency, attempts, attemptTimeout, true);
    }

    /** Creates limits without a rate. */
    public RequestLimits(int concurrency, int attempts, Duration attemptTimeout, boolean coalesce) {
        this(concurrency, attempts, attemptTimeout, coalesce, OptionalDouble.empty(), RetryRule.NONE);
    }

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if one is out of range; the message shows it
     */
    public RequestLimits {
        if (concurrency < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "concurrency and attempts must be at least 1: %s, %s".formatted(concurrency, attempts));
        }
        if (!attemptTimeout.isPositive()) {
            throw new IllegalArgumentException("attempt time-out must be longer than zero: " + attemptTimeout);
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0)) {
            throw new IllegalArgumentException("rate must be more than zero: " + rate.getAsDouble());
        }
    }
}
