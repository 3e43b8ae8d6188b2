package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is on its way, over whichever of the remote's addresses takes it first. What it does is up to {@link PendingConnections};
 * times are those of the {@link RemoteClock}.
 */
final class AddressRace {
    private final Deque<InetSocketAddress> untried;
    private final List<Connection> candidates = new ArrayList<>(1);
    private final long beganAt = System.nanoTime();
    private final long stagger;
    private long expiresAt;
    private long nextTryAt;
    private @Nullable IOException failure;
    private boolean computing;
    private long computed;

    /** Begins with all addresses untried, and so much time. */
    AddressRace(Collection<InetSocketAddress> addresses, long now, long timeout, long stagger) {
        this.untried = new ArrayDeque<>(addresses);
        this.expiresAt = now + timeout;
        this.stagger = Math.min(stagger, timeout / (addresses.size() + 1));
        this.nextTryAt = now;
    }

    /** Takes the next address that was not tried yet; null if there is none. */
    @Nullable
    InetSocketAddress next(long now) {
        nextTryAt = now + stagger;
        return untried.pollFirst();
    }

    void add(Connection candidate) {
        candidates.add(candidate);
    }

    List<Connection> candidates() {
        return candidates;
    }

    /** A candidate is no more. Returns whether there is neither another one nor an address. */
    boolean lost(Connection candidate, IOException why) {
        candidates.remove(candidate);
        return lost(why);
    }

    /** An address can't even be tried. Returns whether there is neither a candidate nor another address. */
    boolean lost(IOException why) {
        failure = why;
        return candidates.isEmpty() && untried.isEmpty();
    }

    /** Returns whether no candidate is on its way, though there are addresses. */
    boolean isIdle() {
        return candidates.isEmpty();
    }

    @Nullable
    IOException failure() {
        return failure;
    }

    /** Returns whether the next address is to be tried beside those that say nothing (RFC 8305, section 5). */
    boolean isSlow(long now) {
        return !computing && !untried.isEmpty() && nextTryAt - now <= 0;
    }

    boolean isExpired(long now) {
        return !computing && expiresAt - now <= 0;
    }

    /** Returns when it is to be looked at though nothing came; never while the processor is at work, which tells when it has done. */
    long nextEvent() {
        if (computing) {
            return Long.MAX_VALUE;
        }
        return untried.isEmpty() ? expiresAt : Math.min(nextTryAt, expiresAt);
    }

    /** The processor is asked for. */
    void computes() {
        computing = true;
    }

    /** The processor was used for so long, and so much time went by until then, which isn't the remote's. */
    void hasComputed(long nanos, long passed) {
        computing = false;
        computed += nanos;
        expiresAt += passed;
        nextTryAt += passed;
    }

    /** Returns how long the processor was used. */
    long computed() {
        return computed;
    }

    /** Returns when it was begun, a value of {@link System#nanoTime()}. */
    long beganAt() {
        return beganAt;
    }
}
