package dev.rollcall.http.client.shared;

import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.api.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Decides for all roll calls whether requests may be sent now: none while the {@link CircuitBreaker} is open or the remote signals
 * back-pressure (429), and only a few while it rejects our credentials (401), since more could lock them out. Safe for use by many
 * threads.
 */
public final class Gate {
    /** The longest pause, even if the remote asks for more: afterwards it is tried again. */
    static final Duration MAX_PAUSE = Duration.ofMinutes(1);
    /** How many rejections of the credentials in a row stop further requests. */
    static final int MOST_REFUSALS = 3;

    /** The shortest pause if the remote names none; up to as much again is added at random. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration MIN_PAUSE = Duration.ofMillis(50);
    /** How long credentials that were not accepted yet are tried with only {@link #MOST_REFUSALS} requests at once. */
    private static final Duration TRIAL = Duration.ofMillis(250);

    private static final Reply.Unusable CIRCUIT_OPEN =
            new Reply.Unusable(Reason.CIRCUIT_OPEN, "too many recent requests to the remote failed");

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

    /** Creates the gate of a remote without any requests so far. */
    public Gate(CircuitBreaker breaker, boolean hasCredentials) {
        this.breaker = breaker;
        this.hasCredentials = hasCredentials;
    }

    /**
     * Why no request may be sent.
     *
     * @param until when to check again, a value of {@link System#nanoTime()}
     * @param mayEnd whether it may be lifted earlier
     * @param why the result for ids that can't wait
     * @param failures how often what could have lifted it has failed so far: whoever waits gives up when that changes
     */
    public record Barrier(long until, boolean mayEnd, Reply.Unusable why, int failures) {}

    /** Returns what holds requests back now; empty if nothing does. */
    public synchronized Optional<Barrier> barrier(long now) {
        if (pausedUntil - now > 0) {
            return Optional.of(
                    barrier(pausedUntil, false, new Reply.Unusable(Reason.STATUS, pausedFor + ", not asked")));
        }
        return switch (breaker.state()) {
            case CLOSED -> Optional.empty();
            case OPEN ->
                breaker.openUntil() - now > 0
                        ? Optional.of(barrier(breaker.openUntil(), false, CIRCUIT_OPEN))
                        : Optional.empty();
            case PROBING -> Optional.of(barrier(now + CircuitBreaker.OPEN.toNanos(), true, CIRCUIT_OPEN));
        };
    }

    private Barrier barrier(long until, boolean mayEnd, Reply.Unusable why) {
        return new Barrier(until, mayEnd, why, breaker.failedProbes());
    }

    /** Registers a callback for the next change of the barrier; it is called once and must not block. */
    public synchronized void whenChanged(Runnable wake) {
        if (!waiting.contains(wake)) {
            waiting.add(wake);
        }
    }

    /** Removes a callback. A pause expires without a change, so that a callback would be kept for ever. */
    public synchronized void forget(Runnable wake) {
        waiting.remove(wake);
    }

    /** Returns the number of registered callbacks. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Returns how many requests a roll call may have in flight, given the state of the credentials. */
    public synchronized int most(long now) {
        if (refusals >= MOST_REFUSALS) {
            return 1;
        }
        if (!hasCredentials || accepted) {
            return Integer.MAX_VALUE;
        }
        return !tried || trialUntil - now > 0 ? MOST_REFUSALS : Integer.MAX_VALUE;
    }

    /** Returns whether the credentials were rejected so often in a row that requests should stop. */
    public synchronized boolean refusesCredentials() {
        return refusals >= MOST_REFUSALS;
    }

    /** Returns when the remote last gave a sign of life, a value of {@link System#nanoTime()}. */
    public long livedAt() {
        return livedAt;
    }

    /** A request begins. Returns whether it is the probe of the circuit breaker. */
    public boolean begin(long now) {
        tries(now);
        return breaker.probe(now);
    }

    private synchronized void tries(long now) {
        if (!tried) {
            tried = true;
            trialUntil = now + TRIAL.toNanos();
        }
    }

    /** The remote answered a request that isn't for a user, and accepted our credentials. */
    public void answered() {
        lives(System.nanoTime(), true);
    }

    /**
     * Records the result of a request.
     *
     * @param isFinal whether no retry follows
     * @param isRetry whether it was a retry
     * @param inFlight how many requests are in flight
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
            case Reply.Outdated outdated -> {
                lives(now, false);
                renews();
            }
            case Reply.Throttled held -> {
                lives(now, false); // a rate limiter may not have checked the credentials
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

    /** The next credentials are others, which may be rejected, too. */
    private synchronized void renews() {
        accepted = false;
        tried = false;
    }

    private synchronized void refused() {
        accepted = false;
        refusals++;
    }

    /** Pauses all requests, for 50 ms at least and a minute at most. */
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
