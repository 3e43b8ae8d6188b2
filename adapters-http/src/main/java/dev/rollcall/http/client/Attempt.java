package dev.rollcall.http.client;

import dev.rollcall.http.client.http1.Exchange;
import dev.rollcall.http.client.shared.SharedRequests.Shareable;
import java.util.Optional;
import java.util.function.Consumer;

/** One request for one id. It holds a slot of the remote until it ends. */
final class Attempt implements Exchange {
    private final Lookup lookup;
    private final byte[] request;
    private final Optional<String> authorization;
    private final Shareable shareable;
    private final boolean retry;
    private final boolean probe;
    private final Consumer<Attempt> whenSent;
    private long deadline = Long.MAX_VALUE;
    private boolean doubted;
    private boolean ended;

    /**
     * Creates an attempt, which isn't sent yet.
     *
     * @param authorization what the request says of who we are; empty for nothing
     * @param shareable its handle for other roll calls
     * @param probe whether it is the probe of the circuit breaker
     * @param whenSent called each time that the request is sent
     */
    Attempt(
            Lookup lookup,
            byte[] request,
            Optional<String> authorization,
            Shareable shareable,
            boolean probe,
            Consumer<Attempt> whenSent) {
        this.lookup = lookup;
        this.request = request;
        this.authorization = authorization;
        this.shareable = shareable;
        this.retry = lookup.hasFailed();
        this.probe = probe;
        this.whenSent = whenSent;
    }

    /** Returns the value of {@code Authorization} that is sent; empty for none. */
    Optional<String> authorization() {
        return authorization;
    }

    Lookup lookup() {
        return lookup;
    }

    Shareable shareable() {
        return shareable;
    }

    boolean isRetry() {
        return retry;
    }

    boolean isProbe() {
        return probe;
    }

    @Override
    public byte[] request() {
        return request;
    }

    @Override
    public void sent() {
        whenSent.accept(this);
    }

    /** Sets the deadline, in remote time. */
    void expireAt(long remoteTime) {
        deadline = remoteTime;
    }

    /** Returns the deadline, in remote time; {@link Long#MAX_VALUE} if it wasn't sent yet. */
    long deadline() {
        return deadline;
    }

    boolean isSent() {
        return deadline != Long.MAX_VALUE;
    }

    /** The response may belong to an earlier request: it must be sent again on a connection where that is ruled out. */
    void doubt() {
        doubted = true;
    }

    @Override
    public boolean mustBeSure() {
        return doubted;
    }

    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
