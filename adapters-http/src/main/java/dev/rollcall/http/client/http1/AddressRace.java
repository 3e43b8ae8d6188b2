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
 * One connection that is being opened: a race between the remote's addresses (Happy Eyeballs, RFC 8305). {@link PendingConnections}
 * connects; times are those of the {@link RemoteClock}.
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

    /** Creates a race in which no address was tried yet. */
    AddressRace(Collection<InetSocketAddress> addresses, long now, long timeout, long stagger) {
        this.untried = new ArrayDeque<>(addresses);
        this.expiresAt = now + timeout;
        this.stagger = Math.min(stagger, timeout / (addresses.size() + 1));
        this.nextTryAt = now;
    }

    /** Takes the next untried address; null if there is none. */
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

    /** Removes a candidate that failed. Returns whether the race is lost: neither a candidate nor an address is left. */
    boolean lost(Connection candidate, IOException why) {
        candidates.remove(candidate);
        return lost(why);
    }

    /** Records an address that can't be tried. Returns whether the race is lost. */
    boolean lost(IOException why) {
        failure = why;
        return candidates.isEmpty() && untried.isEmpty();
    }

    /** Returns whether no candidate is connecting, though addresses are left. */
    boolean isIdle() {
        return candidates.isEmpty();
    }

    @Nullable
    IOException failure() {
        return failure;
    }

    /** Returns whether to try the next address beside the silent ones (RFC 8305, section 5). */
    boolean isSlow(long now) {
        return !computing && !untried.isEmpty() && nextTryAt - now <= 0;
    }

    boolean isExpired(long now) {
        return !computing && expiresAt - now <= 0;
    }

    /** Returns when to check it again if nothing arrives; {@link Long#MAX_VALUE} during a handshake step, which reports its end. */
    long nextEvent() {
        if (computing) {
            return Long.MAX_VALUE;
        }
        return untried.isEmpty() ? expiresAt : Math.min(nextTryAt, expiresAt);
    }

    /** A handshake step starts. */
    void computes() {
        computing = true;
    }

    /** A handshake step ended: it took so much CPU time, and {@code passed} nanoseconds that must not count against the remote. */
    void hasComputed(long nanos, long passed) {
        computing = false;
        computed += nanos;
        expiresAt += passed;
        nextTryAt += passed;
    }

    /** Returns the CPU time of the handshake so far, in nanoseconds. */
    long computed() {
        return computed;
    }

    /** Returns when it began, a value of {@link System#nanoTime()}. */
    long beganAt() {
        return beganAt;
    }
}
