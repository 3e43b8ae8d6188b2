package dev.rollcall.http.client;

import dev.rollcall.http.client.http1.Exchange;
import dev.rollcall.http.client.shared.SharedRequests.Flight;
import java.util.function.Consumer;

/** One request for one id, on its way. It holds a slot of the remote until it ends. */
final class Attempt implements Exchange {
    private final Lookup lookup;
    private final byte[] request;
    private final Flight flight;
    private final boolean retry;
    private final boolean probe;
    private final Consumer<Attempt> whenSent;
    private long deadline = Long.MAX_VALUE;
    private boolean doubted;
    private boolean ended;

    /**
     * Creates an attempt, which isn't sent yet.
     *
     * @param flight by which others may share it
     * @param probe whether it is to show whether the remote lives again
     * @param whenSent is told each time that the request leaves
     */
    Attempt(Lookup lookup, byte[] request, Flight flight, boolean probe, Consumer<Attempt> whenSent) {
        this.lookup = lookup;
        this.request = request;
        this.flight = flight;
        this.retry = lookup.hasFailed();
        this.probe = probe;
        this.whenSent = whenSent;
    }

    Lookup lookup() {
        return lookup;
    }

    Flight flight() {
        return flight;
    }

    /** Returns whether one for the same id failed before. */
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

    /** Sets until when the remote may answer, in its own time. */
    void expireAt(long remoteTime) {
        deadline = remoteTime;
    }

    /** Returns until when the remote may answer, in its own time; never if it wasn't sent yet. */
    long deadline() {
        return deadline;
    }

    /** Returns whether the request was sent. */
    boolean isSent() {
        return deadline != Long.MAX_VALUE;
    }

    /** The response may be another's: the request is to be sent again, where that can't be. */
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

    /** Nothing is awaited any more. */
    void end() {
        ended = true;
    }
}
