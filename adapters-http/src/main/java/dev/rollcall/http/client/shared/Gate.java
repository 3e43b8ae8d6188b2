package dev.rollcall.http.client.shared;

import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.api.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a remote may be asked now, over all roll calls: not while its {@link CircuitBreaker} is open, nor while it asks everybody to
 * wait (429), and hardly while it refuses our credentials (401), since asking on could lock them out. Safe for use by many threads.
 */
public final class Gate {
    /** The longest time for which the remote isn't asked at all, even if it wants more: then it is seen whether it still does. */
    static final Duration MAX_PAUSE = Duration.ofMinutes(1);
    /** How often credentials are refused in a row until nobody asks on. */
    static final int MOST_REFUSALS = 3;

    /** How long everybody waits if the remote doesn't say. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration MIN_PAUSE = Duration.ofMillis(50);
    /** How long credentials that were never accepted are tried with a few requests alone. */
    private static final Duration TRIAL = Duration.ofMillis(250);

    private static final Reply.Unusable CIRCUIT_OPEN =
            new Reply.Unusable(Reason.CIRCUIT_OPEN, "too many requests to the remote failed lately");

    private final CircuitBreaker breaker;
    private final boolean hasCredentials;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean accepted;
    private long trialUntil;
    private boolean tried;
    private int refusals;
    private long pausedUntil = System.nanoTime();
    private String pausedFor = "";
    private volatile long livedAt = System.nanoTime();

    /** Creates the gate of a remote that was never asked. */
    public Gate(CircuitBreaker breaker, boolean hasCredentials) {
        this.breaker = breaker;
        this.hasCredentials = hasCredentials;
    }

    /**
     * Nobody may pass.
     *
     * @param until when it is worth looking again, a value of {@link System#nanoTime()}
     * @param mayEnd whether it may be gone before
     * @param why what it is for those who can't wait
     */
    public record Barrier(long until, boolean mayEnd, Reply.Unusable why) {}

    /** Returns what keeps requests back now; empty if nothing does. */
    public synchronized Optional<Barrier> barrier(long now) {
        if (pausedUntil - now > 0) {
            return Optional.of(
                    new Barrier(pausedUntil, false, new Reply.Unusable(Reason.STATUS, pausedFor + ", not asked")));
        }
        return switch (breaker.state()) {
            case CLOSED -> Optional.empty();
            case OPEN ->
                breaker.openUntil() - now > 0
                        ? Optional.of(new Barrier(breaker.openUntil(), false, CIRCUIT_OPEN))
                        : Optional.empty();
            case PROBING -> Optional.of(new Barrier(now + CircuitBreaker.OPEN.toNanos(), true, CIRCUIT_OPEN));
        };
    }

    /** Calls somebody, once, when there may be no barrier any more; it must be short. */
    public synchronized void whenChanged(Runnable wake) {
        if (!waiting.contains(wake)) {
            waiting.add(wake);
        }
    }

    /** Calls somebody no more who has gone meanwhile: a pause ends without a change, so that nobody would be called for it. */
    public synchronized void forget(Runnable wake) {
        waiting.remove(wake);
    }

    /** Returns how many are to be called. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Returns how many requests a roll call may have in flight, as far as the credentials are concerned. */
    public synchronized int most(long now) {
        if (refusals >= MOST_REFUSALS) {
            return 1;
        }
        if (!hasCredentials || accepted) {
            return Integer.MAX_VALUE;
        }
        if (!tried) {
            tried = true;
            trialUntil = now + TRIAL.toNanos();
        }
        return trialUntil - now > 0 ? MOST_REFUSALS : Integer.MAX_VALUE;
    }

    /** Returns whether the credentials were refused so often in a row that nobody should ask on. */
    public synchronized boolean refusesCredentials() {
        return refusals >= MOST_REFUSALS;
    }

    /** Returns when the remote was heard to live last, a value of {@link System#nanoTime()}. */
    public long livedAt() {
        return livedAt;
    }

    /** Returns how many probes of the circuit breaker failed since ever. */
    public int failedProbes() {
        return breaker.failedProbes();
    }

    /** Returns whether the next request is to probe the remote. */
    public boolean probe(long now) {
        return breaker.probe(now);
    }

    /**
     * Hears what came of a request.
     *
     * @param isFinal whether no retry will be made
     * @param isRetry whether it was one
     * @param inFlight how many requests are in flight at once
     */
    public void hear(Reply reply, boolean isFinal, boolean isRetry, boolean isProbe, int inFlight) {
        long now = System.nanoTime();
        switch (reply) {
            case Reply.Found found -> lives(now, true);
            case Reply.Gone gone -> lives(now, true);
            case Reply.Unusable unusable -> lives(now, true);
            case Reply.Unauthorized refused -> {
                lives(now, false);
                refused();
            }
            case Reply.Throttled held -> {
                lives(now, false); // who counts requests may not have looked at the credentials
                pause(held.detail(), held.pause().orElseGet(Gate::anyPause), now);
            }
            case Reply.Unavailable unavailable -> failed(now, isFinal, isRetry, isProbe, inFlight);
            case Reply.Hindered ours -> givenUp(now, isProbe);
            case Reply.TimedOut cut -> givenUp(now, isProbe);
        }
    }

    private static Duration anyPause() {
        return PAUSE.plusMillis(ThreadLocalRandom.current().nextLong(PAUSE.toMillis()));
    }

    private void lives(long now, boolean accepts) {
        livedAt = now;
        if (accepts) {
            accepts();
        }
        if (breaker.succeeded(now)) {
            changed();
        }
    }

    private synchronized void accepts() {
        accepted = true;
        refusals = 0;
    }

    private synchronized void refused() {
        accepted = false;
        refusals++;
    }

    /** Nobody asks for a while. */
    public synchronized void pause(String reason, Duration asked, long now) {
        Duration within = asked.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : asked;
        long until = now + (within.compareTo(MIN_PAUSE) < 0 ? MIN_PAUSE : within).toNanos();
        if (until - pausedUntil > 0) {
            pausedUntil = until;
            pausedFor = reason;
        }
    }

    private void failed(long now, boolean isFinal, boolean isRetry, boolean isProbe, int inFlight) {
        if (isProbe) {
            breaker.probeFailed(now, true);
            changed();
        } else if (isFinal || isRetry) {
            breaker.failed(now, isRetry, inFlight);
        }
    }

    private void givenUp(long now, boolean isProbe) {
        if (isProbe) {
            breaker.probeFailed(now, false);
            changed();
        }
    }

    private void changed() {
        List<Runnable> told;
        synchronized (this) {
            told = List.copyOf(waiting);
            waiting.clear();
        }
        told.forEach(Runnable::run);
    }
}
