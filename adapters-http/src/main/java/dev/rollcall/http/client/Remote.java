package dev.rollcall.http.client;

import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UsersApi;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Pool;
import dev.rollcall.http.client.http1.Route;
import dev.rollcall.http.client.response.Memory;
import dev.rollcall.http.client.shared.CircuitBreaker;
import dev.rollcall.http.client.shared.Gate;
import dev.rollcall.http.client.shared.RetryBudget;
import dev.rollcall.http.client.shared.SharedRequests;
import dev.rollcall.http.client.shared.Slots;

/**
 * What all roll calls on a remote share: its limits, and how it does. Safe for use by many threads.
 *
 * @param api how to ask for a user
 * @param limits how hard the remote may be asked
 * @param pool the connections that no roll call uses now
 * @param slots what bounds the requests in flight
 * @param shared the requests in flight that can be shared
 * @param budget what bounds the retries
 * @param gate what keeps requests from a remote that is down, or wants to be left alone
 * @param stats what came of it
 */
record Remote(
        UsersApi api,
        RequestLimits limits,
        Pool pool,
        Slots slots,
        SharedRequests shared,
        RetryBudget budget,
        Gate gate,
        RemoteStats stats) {
    /** How many connections may be open for each request that may be in flight: roll calls don't lend each other theirs. */
    private static final int CONNECTIONS_PER_SLOT = 4;

    /** Begins to deal with a remote. Nothing is connected yet. */
    static Remote of(Upstream upstream, Endpoint endpoint) {
        RequestLimits limits = upstream.limits();
        var route =
                new Route(endpoint, limits.attemptTimeout(), !upstream.fields().tellsId(), Memory.ofHeap());
        var pool = new Pool(route, CONNECTIONS_PER_SLOT * limits.concurrency());
        var slots = new Slots(limits.concurrency());
        var shared = new SharedRequests(limits.coalesce(), limits.attemptTimeout());
        var budget = new RetryBudget(System::nanoTime);
        var breaker = new CircuitBreaker();
        return new Remote(
                new UsersApi(upstream),
                limits,
                pool,
                slots,
                shared,
                budget,
                new Gate(breaker, upstream.authorization().isPresent()),
                new RemoteStats(pool, slots, shared, budget, breaker));
    }
}
