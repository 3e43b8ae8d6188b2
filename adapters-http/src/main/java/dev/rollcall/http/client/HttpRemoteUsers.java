package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.listing.HttpRemoteListing;
import dev.rollcall.http.client.listing.UserList;
import dev.rollcall.http.client.threads.Worker;
import java.util.Iterator;

/**
 * The users of another system, looked up over HTTP. Safe for use by many threads; one instance serves an application.
 *
 * <p>Requests run concurrently: at most {@link CallPolicy#concurrency()} per roll call and {@link RequestLimits#concurrency()} in total,
 * shared fairly. A roll call runs on the calling thread, best a virtual one, which costs nothing while it waits. If its listener may
 * block, it runs on a worker instead, so that a slow listener slows nothing but itself.
 *
 * <p>The first roll calls over TLS wait until this process has loaded what TLS needs; their deadlines start afterwards.
 */
public final class HttpRemoteUsers implements RemoteUsers, AutoCloseable {
    /** How many ids may be begun and not delivered, as a multiple of the concurrency: enough that the listener never has to wait. */
    private static final int AHEAD_OF_LISTENER = 2;
    /** How many ids may be ahead of the first undelivered one, as a multiple of the concurrency, if answers are delivered in order. */
    private static final int AHEAD_OF_FIRST = 16;

    private final Upstream upstream;
    private final Endpoint endpoint;
    private final Remote remote;
    private final RollCalls calls;

    /**
     * Creates the client of a remote. It connects with the first roll call.
     *
     * @throws IllegalArgumentException if the credentials have characters that a request can't have; they are not shown
     */
    public HttpRemoteUsers(Upstream upstream) {
        this(upstream, new Endpoint(upstream.uri().origin(), upstream.network()));
    }

    HttpRemoteUsers(Upstream upstream, Endpoint endpoint) {
        this.upstream = upstream;
        this.endpoint = endpoint;
        this.remote = Remote.of(upstream, endpoint);
        this.calls = new RollCalls(remote);
        endpoint.prepare();
    }

    @Override
    public RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException {
        endpoint.awaitPrepared();
        return listener.isPrompt() ? calls.call(roster, policy, listener) : followed(roster, policy, listener);
    }

    /** Runs the roll call on a worker, and the listener on the calling thread. */
    private RollCall followed(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException {
        var handOver = new HandOver(AHEAD_OF_LISTENER * policy.concurrency());
        try (Worker<RollCall> worker =
                Worker.start("roll-call", handOver.endingWith(() -> calls.call(roster, policy, handOver)))) {
            handOver.tellAll(listener);
            return worker.join();
        }
    }

    @Override
    public RollCall.Summary call(Iterator<UserId> ids, CallPolicy policy, CallListener listener)
            throws InterruptedException {
        endpoint.awaitPrepared();
        var handOver = new HandOver(AHEAD_OF_FIRST * policy.concurrency());
        var streamed = new StreamedIds();
        try (Worker<Void> source = Worker.start("ids", streamed.bring(ids));
                Worker<RollCall.Summary> worker =
                        Worker.start("roll-call", handOver.endingWith(() -> calls.call(streamed, policy, handOver)))) {
            handOver.tellAll(listener);
            RollCall.Summary summary = worker.join();
            source.join();
            return summary;
        }
    }

    @Override
    public Explanation explain(UserId id, CallPolicy policy) throws InterruptedException {
        endpoint.awaitPrepared();
        return calls.explain(id, policy);
    }

    /**
     * Returns the remote's list of its users. It shares credentials, limits and pauses with roll calls, and is closed by the caller.
     *
     * @throws IllegalArgumentException if the mapping says of no id where it is
     */
    public HttpRemoteListing listing(UserList list) {
        return new HttpRemoteListing(upstream, list, remote.secrets(), remote);
    }

    /** Returns the metrics of the remote. */
    public RemoteStats stats() {
        return remote.stats();
    }

    /** Closes idle connections now, and those in use once they are idle. Running roll calls are not disturbed. */
    @Override
    public void close() {
        remote.close();
    }
}
