package dev.rollcall.http.client;

import dev.failsafe.CircuitBreaker;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Pool;
import java.time.Duration;

/**
 * What all roll calls on a remote share: its limits, and how it does. Safe for use by many threads.
 *
 * <p>The breaker opens when, of at least 20 requests within ten seconds, 80 % failed in a way that may pass. A second later it lets
 * one request through as a probe, and closes if that succeeds.
 *
 * @param api how to ask for a user
 * @param limits how hard the remote may be asked
 * @param pool the connections that no roll call uses now
 * @param slots what bounds the requests in flight
 * @param flights the requests in flight that can be shared
 * @param budget what bounds the retries
 * @param breaker what keeps requests from a remote that fails
 * @param stats what came of it
 */
record Remote(
        UsersApi api,
        RequestLimits limits,
        Pool pool,
        Slots slots,
        Flights flights,
        RetryBudget budget,
        CircuitBreaker<Reply> breaker,
        RemoteStats stats) {
    /** How many connections may be open for each request that may be in flight: roll calls don't lend each other theirs. */
    private static final int CONNECTIONS_PER_SLOT = 4;

    /** Begins to deal with a remote. Nothing is connected yet. */
    static Remote of(Upstream upstream, Endpoint endpoint) {
        RequestLimits limits = upstream.limits();
        var pool = new Pool(endpoint, CONNECTIONS_PER_SLOT * limits.concurrency());
        var slots = new Slots(limits.concurrency());
        var budget = new RetryBudget(System::nanoTime);
        CircuitBreaker<Reply> breaker = CircuitBreaker.<Reply>builder()
                .withFailureRateThreshold(80, 20, Duration.ofSeconds(10))
                .withDelay(Duration.ofSeconds(1))
                .withSuccessThreshold(1)
                .build();
        var stats = new RemoteStats(pool, slots, budget, breaker);
        return new Remote(
                new UsersApi(upstream), limits, pool, slots, new Flights(limits.coalesce()), budget, breaker, stats);
    }
}
