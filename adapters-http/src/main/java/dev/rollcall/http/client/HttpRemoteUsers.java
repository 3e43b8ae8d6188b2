package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.threads.Worker;
import java.util.Iterator;

/**
 * The users of another system, asked for over HTTP. Safe for use by many threads; one instance serves an application.
 *
 * <p>The requests of a roll call are in flight at the same time, at most {@link CallPolicy#concurrency()} for each roll call
 * and {@link RequestLimits#concurrency()} over all of them. Roll calls that wait for the latter are served in turn. Without a listener
 * that may block, all is done by the thread that calls, which is best a virtual one: it costs nothing while it waits. Else a worker does it, so
 * that whoever listens slowly harms nobody but himself.
 *
 * <p>The first roll calls over TLS wait until this process has loaded what that needs, before their deadlines begin.
 */
public final class HttpRemoteUsers implements RemoteUsers, AutoCloseable {
    /** How many ids may be begun and not told, in requests in flight: so many that a listener finds the next answers there. */
    private static final int AHEAD_OF_LISTENER = 2;
    /** How many ids may be ahead of the first that isn't told, in requests in flight, where they are told in order. */
    private static final int AHEAD_OF_FIRST = 16;

    private final Endpoint endpoint;
    private final Remote remote;
    private final Calls calls;

    /**
     * Creates the client of a remote. Nothing is connected before the first roll call.
     *
     * @throws IllegalArgumentException if the remote's credentials can't stand in a request; they are not shown
     */
    public HttpRemoteUsers(Upstream upstream) {
        this(upstream, new Endpoint(upstream.uri().origin()));
    }

    /** Creates the client of a remote that is reached by the endpoint. */
    HttpRemoteUsers(Upstream upstream, Endpoint endpoint) {
        this.endpoint = endpoint;
        this.remote = Remote.of(upstream, endpoint);
        this.calls = new Calls(remote);
        endpoint.prepare();
    }

    @Override
    public RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException {
        endpoint.awaitPrepared();
        return listener.isPrompt() ? calls.call(roster, policy, listener) : followed(roster, policy, listener);
    }

    /** Lets a worker call the roll, and tells the listener by the calling thread. */
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
        var streamed = new Streamed();
        try (Worker<Void> source = Worker.start("ids", streamed.bring(ids));
                Worker<RollCall.Summary> worker =
                        Worker.start("roll-call", handOver.endingWith(() -> calls.call(streamed, policy, handOver)))) {
            handOver.tellAll(listener);
            RollCall.Summary summary = worker.join();
            source.join();
            return summary;
        }
    }

    /** Returns what can be measured of the remote. */
    public RemoteStats stats() {
        return remote.stats();
    }

    /** Closes the idle connections, and those in use as soon as they are idle. Roll calls in flight are not disturbed. */
    @Override
    public void close() {
        remote.pool().close();
    }
}
