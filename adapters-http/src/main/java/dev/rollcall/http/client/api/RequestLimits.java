package dev.rollcall.http.client.api;

import java.time.Duration;

/**
 * How hard a remote may be asked.
 *
 * @param concurrency the most requests in flight at once, over all roll calls; at least 1
 * @param attempts the most requests for one id of a roll call; at least 1, which means that nothing is asked again
 * @param attemptTimeout how long one request may take before it is given up and may be made again; longer than zero
 * @param coalesce whether roll calls that ask for the same id at the same moment share one request
 */
public record RequestLimits(int concurrency, int attempts, Duration attemptTimeout, boolean coalesce) {
    /** 256 requests in flight, 3 attempts of a second each, shared. */
    public static final RequestLimits DEFAULT = new RequestLimits(256, 3, Duration.ofSeconds(1), true);

    /** Creates limits with which requests are shared. */
    public RequestLimits(int concurrency, int attempts, Duration attemptTimeout) {
        this(concurrency, attempts, attemptTimeout, true);
    }

    /**
     * Checks all.
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
    }
}
