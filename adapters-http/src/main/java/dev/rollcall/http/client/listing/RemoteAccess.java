package dev.rollcall.http.client.listing;

import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.credentials.Authorization;
import dev.rollcall.http.client.shared.Gate;
import dev.rollcall.http.client.shared.Gate.Barrier;
import dev.rollcall.http.client.shared.RateLimit;
import dev.rollcall.http.client.shared.Slots;
import java.util.Optional;

/** What the requests for pages share with those of roll calls: limits and state of the remote. Safe for use by many threads. */
public interface RemoteAccess {
    /** Returns what holds requests back now; empty if nothing does. */
    Optional<Barrier> barrier(long now);

    /** Registers a callback for the next change of the barrier; it is called once and must not block. */
    void whenChanged(Runnable wake);

    /** Removes a callback. */
    void forget(Runnable wake);

    /** Counts a request that is sent, the first for its page or not. */
    void sent(boolean isFirst);

    /** Returns what learns from responses. */
    Gate gate();

    /** Returns what says who we are. */
    Authorization authorization();

    /** Returns what spaces requests. */
    RateLimit rate();

    /** Returns what limits the requests in flight. */
    Slots slots();

    /** Returns the limits on requests. */
    RequestLimits limits();
}
