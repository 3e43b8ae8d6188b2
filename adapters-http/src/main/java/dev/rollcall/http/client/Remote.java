package dev.rollcall.http.client;

import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UsersApi;
import dev.rollcall.http.client.http1.ConnectionPool;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Route;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.shared.CircuitBreaker;
import dev.rollcall.http.client.shared.Gate;
import dev.rollcall.http.client.shared.RetryBudget;
import dev.rollcall.http.client.shared.SharedRequests;
import dev.rollcall.http.client.shared.Slots;

/**
 * What all roll calls on a remote share: its API, limits and state. Safe for use by many threads.
 *
 * @param api the remote's users API
 * @param limits the limits on requests
 * @param pool the connections that no roll call uses now
 * @param slots limits the requests in flight
 * @param shared the requests in flight that can be shared
 * @param budget limits retries
 * @param gate holds requests back while the remote is down or signals back-pressure
 * @param stats the metrics
 */
record Remote(
        UsersApi api,
        RequestLimits limits,
        ConnectionPool pool,
        Slots slots,
        SharedRequests shared,
        RetryBudget budget,
        Gate gate,
        RemoteStats stats) {
    /** How many connections may be open per slot: roll calls don't share connections. */
    private static final int CONNECTIONS_PER_SLOT = 4;

    /** Creates it without connections. */
    static Remote of(Upstream upstream, Endpoint endpoint) {
        RequestLimits limits = upstream.limits();
        var route =
                new Route(endpoint, limits.attemptTimeout(), !upstream.fields().tellsId(), BodyMemory.ofHeap());
        var pool = new ConnectionPool(route, CONNECTIONS_PER_SLOT * limits.concurrency());
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
                new Gate(breaker, upstream.hasCredentials()),
                new RemoteStats(pool, slots, shared, budget, breaker));
    }
}
