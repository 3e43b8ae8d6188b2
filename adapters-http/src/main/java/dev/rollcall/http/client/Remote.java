package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UsersApi;
import dev.rollcall.http.client.credentials.Authorization;
import dev.rollcall.http.client.credentials.Authorizations;
import dev.rollcall.http.client.http1.ConnectionPool;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Route;
import dev.rollcall.http.client.listing.RemoteAccess;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.shared.CircuitBreaker;
import dev.rollcall.http.client.shared.Gate;
import dev.rollcall.http.client.shared.Gate.Barrier;
import dev.rollcall.http.client.shared.RateLimit;
import dev.rollcall.http.client.shared.RetryBudget;
import dev.rollcall.http.client.shared.SharedRequests;
import dev.rollcall.http.client.shared.Slots;
import java.util.Optional;

/**
 * What all roll calls on a remote share: its API, limits and state. Safe for use by many threads.
 *
 * @param api the remote's users API
 * @param limits the limits on requests
 * @param pool the connections that no roll call uses now
 * @param slots limits the requests in flight
 * @param rate spaces the requests
 * @param shared the requests in flight that can be shared
 * @param budget limits retries
 * @param gate holds requests back while the remote is down or signals back-pressure
 * @param authorization what each request says of who we are
 * @param secrets what must not be shown
 * @param stats the metrics
 */
record Remote(
        UsersApi api,
        RequestLimits limits,
        ConnectionPool pool,
        Slots slots,
        RateLimit rate,
        SharedRequests shared,
        RetryBudget budget,
        Gate gate,
        Authorization authorization,
        Secrets secrets,
        RemoteStats stats)
        implements RemoteAccess {
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
        var secrets = new Secrets();
        return new Remote(
                new UsersApi(upstream, secrets),
                limits,
                pool,
                slots,
                new RateLimit(limits.rate()),
                shared,
                budget,
                new Gate(breaker, upstream.hasCredentials()),
                Authorizations.of(upstream.credentials(), upstream.network(), secrets),
                secrets,
                new RemoteStats(pool, slots, shared, budget, breaker));
    }

    @Override
    public Optional<Barrier> barrier(long now) {
        Optional<Barrier> credentials = authorization
                .missing(now)
                .map(missing -> new Barrier(
                        missing.until(),
                        missing.mayEnd(),
                        new Reply.Unusable(Reason.CREDENTIALS, missing.why()),
                        missing.failures()));
        return credentials.isPresent() ? credentials : gate.barrier(now);
    }

    @Override
    public void whenChanged(Runnable wake) {
        gate.whenChanged(wake);
        authorization.whenRenewed(wake);
    }

    @Override
    public void forget(Runnable wake) {
        gate.forget(wake);
        authorization.forget(wake);
    }

    @Override
    public void sent(boolean isFirst) {
        stats.request(isFirst);
    }

    /** Closes idle connections now, and others once they are idle. */
    void close() {
        authorization.close();
        pool.close();
    }
}
