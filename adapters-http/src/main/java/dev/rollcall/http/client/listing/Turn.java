package dev.rollcall.http.client.listing;

import dev.rollcall.http.client.shared.Gate.Barrier;
import dev.rollcall.http.client.shared.Slots;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The turn of one request among all others to the remote: it holds one of the slots until it is closed. Waiting for it blocks the calling
 * thread.
 */
final class Turn implements AutoCloseable {
    private final RemoteAccess remote;
    private final Semaphore granted = new Semaphore(0);
    /** Always the same instance, by which it is recognized. */
    private final Slots.Holder holder = granted::release;

    private boolean held;

    Turn(RemoteAccess remote) {
        this.remote = remote;
        remote.slots().enter();
    }

    /**
     * Waits until the request may be sent.
     *
     * @param latest when to give up, a value of {@link System#nanoTime()}
     * @return why it may not be sent; empty if it may
     */
    Optional<String> await(long latest) throws InterruptedException {
        if (!awaitSlot(latest)) {
            return Optional.of("too many requests to the remote are in flight");
        }
        return awaitRate(latest) ? awaitBarrier(latest) : Optional.of("remote.rate leaves no room for it");
    }

    private boolean awaitSlot(long latest) throws InterruptedException {
        if (remote.slots().take(1, 0) > 0) {
            held = true;
            return true;
        }
        remote.slots().await(holder, 1);
        held = granted.tryAcquire(latest - System.nanoTime(), TimeUnit.NANOSECONDS);
        return held;
    }

    private boolean awaitRate(long latest) throws InterruptedException {
        if (remote.rate().next(System.nanoTime()) - latest > 0) {
            return false;
        }
        long at = remote.rate().reserve(System.nanoTime());
        TimeUnit.NANOSECONDS.sleep(at - System.nanoTime());
        return true;
    }

    /** Waits until nothing holds requests back. What could have lifted the barrier must not fail meanwhile. */
    private Optional<String> awaitBarrier(long latest) throws InterruptedException {
        var changed = new Semaphore(0);
        Runnable wake = changed::release;
        try {
            remote.whenChanged(wake);
            Optional<Barrier> first = remote.barrier(System.nanoTime());
            Optional<Barrier> barrier = first;
            while (barrier.isPresent()) {
                Barrier shut = barrier.get();
                long now = System.nanoTime();
                boolean isHopeless = !shut.mayEnd() && shut.until() - latest > 0;
                if (isHopeless || shut.failures() != first.get().failures() || latest - now <= 0) {
                    return Optional.of(shut.why().detail());
                }
                changed.tryAcquire(Math.min(shut.until() - now, latest - now), TimeUnit.NANOSECONDS);
                remote.whenChanged(wake);
                barrier = remote.barrier(System.nanoTime());
            }
            return Optional.empty();
        } finally {
            remote.forget(wake);
        }
    }

    /** Returns the slot. */
    @Override
    public void close() {
        remote.slots().leave(holder);
        int slots = granted.drainPermits() + (held ? 1 : 0);
        if (slots > 0) {
            remote.slots().give(slots);
        }
    }
}
