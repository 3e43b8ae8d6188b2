package dev.rollcall.http.client;

import dev.rollcall.domain.CallListener;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.RemoteUsers;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.Roster;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Endpoint;

/**
 * The users of another system, asked for over HTTP. Safe for use by many threads; one instance serves an application.
 *
 * <p>The requests of a roll call are in flight at the same time, at most {@link CallPolicy#concurrency()} for each roll call
 * and {@link RequestLimits#concurrency()} over all of them. Roll calls that wait for the latter are served in turn. All is done by the
 * thread that calls, which is best a virtual one: it costs nothing while it waits.
 */
public final class HttpRemoteUsers implements RemoteUsers, AutoCloseable {
    private final Remote remote;

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
        this.remote = Remote.of(upstream, endpoint);
    }

    @Override
    public RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException {
        Connections connections = remote.pool().take();
        try {
            return new Calling(remote, connections, roster, policy, listener).run();
        } finally {
            remote.pool().give(connections);
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
