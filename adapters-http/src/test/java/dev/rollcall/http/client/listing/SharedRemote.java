package dev.rollcall.http.client.listing;

import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.credentials.Authorization;
import dev.rollcall.http.client.shared.CircuitBreaker;
import dev.rollcall.http.client.shared.Gate;
import dev.rollcall.http.client.shared.Gate.Barrier;
import dev.rollcall.http.client.shared.RateLimit;
import dev.rollcall.http.client.shared.Slots;
import java.util.Optional;
import java.util.OptionalDouble;

/** The limits and the state of a remote that is asked by nobody else. */
final class SharedRemote implements RemoteAccess {
    final Gate gate = new Gate(new CircuitBreaker(), false);
    final Slots slots;
    private final RateLimit rate;
    private final Authorization authorization;
    private final RequestLimits limits = RequestLimits.DEFAULT;

    SharedRemote(int concurrency, OptionalDouble rate, Authorization authorization) {
        this.slots = new Slots(concurrency);
        this.rate = new RateLimit(rate);
        this.authorization = authorization;
    }

    @Override
    public Optional<Barrier> barrier(long now) {
        return gate.barrier(now);
    }

    @Override
    public void whenChanged(Runnable wake) {
        gate.whenChanged(wake);
    }

    @Override
    public void forget(Runnable wake) {
        gate.forget(wake);
    }

    @Override
    public void sent(boolean isFirst) {
        // nobody reads the metrics
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public Authorization authorization() {
        return authorization;
    }

    @Override
    public RateLimit rate() {
        return rate;
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public RequestLimits limits() {
        return limits;
    }
}
