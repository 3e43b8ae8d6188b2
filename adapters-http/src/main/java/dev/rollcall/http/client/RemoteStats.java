package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.http.client.http1.ConnectionPool;
import dev.rollcall.http.client.shared.CircuitBreaker;
import dev.rollcall.http.client.shared.RetryBudget;
import dev.rollcall.http.client.shared.SharedRequests;
import dev.rollcall.http.client.shared.Slots;
import java.util.concurrent.atomic.LongAdder;

/** The metrics of a remote: counters since the start, and gauges. Safe for use by many threads. */
public final class RemoteStats {
    private final LongAdder present = new LongAdder();
    private final LongAdder absent = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder saved = new LongAdder();

    private final ConnectionPool pool;
    private final Slots slots;
    private final SharedRequests shared;
    private final RetryBudget budget;
    private final CircuitBreaker breaker;

    RemoteStats(ConnectionPool pool, Slots slots, SharedRequests shared, RetryBudget budget, CircuitBreaker breaker) {
        this.pool = pool;
        this.slots = slots;
        this.shared = shared;
        this.budget = budget;
        this.breaker = breaker;
    }

    /** Counts a request, the first for its id or not. */
    void request(boolean isFirst) {
        requests.increment();
        if (!isFirst) {
            retries.increment();
        }
    }

    /** Counts a request that was saved by sharing one in flight. */
    void share() {
        saved.increment();
    }

    /** Counts an answer. */
    void answer(Answer answer) {
        switch (answer) {
            case Answer.Present p -> present.increment();
            case Answer.Absent a -> absent.increment();
            case Answer.Late l -> late.increment();
            case Answer.Failed f -> failed.increment();
        }
    }

    /** Returns the number of ids that were present. */
    public long present() {
        return present.sum();
    }

    /** Returns the number of ids that were absent. */
    public long absent() {
        return absent.sum();
    }

    /** Returns the number of ids that were late. */
    public long late() {
        return late.sum();
    }

    /** Returns the number of ids that failed. */
    public long failed() {
        return failed.sum();
    }

    /** Returns the number of requests. */
    public long requests() {
        return requests.sum();
    }

    /** Returns the number of requests that were not the first for their id. */
    public long retries() {
        return retries.sum();
    }

    /** Returns the number of requests saved by sharing one in flight for the same id. */
    public long saved() {
        return saved.sum();
    }

    /** Returns the number of open connections, in use or idle. */
    public int connections() {
        return pool.open();
    }

    /** Returns the number of requests in flight. */
    public int inFlight() {
        return slots.taken();
    }

    /** Returns the number of requests, in flight or about to be sent, that can be shared. */
    int shareable() {
        return shared.inFlight();
    }

    /** Returns the number of retries that the retry budget has left. */
    public int retriesLeft() {
        return budget.left();
    }

    /** Returns whether the circuit breaker is open or half-open. */
    public boolean isCircuitOpen() {
        return breaker.state() != CircuitBreaker.State.CLOSED;
    }
}
