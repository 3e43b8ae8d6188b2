package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.http.client.http1.Pool;
import dev.rollcall.http.client.shared.CircuitBreaker;
import dev.rollcall.http.client.shared.RetryBudget;
import dev.rollcall.http.client.shared.SharedRequests;
import dev.rollcall.http.client.shared.Slots;
import java.util.concurrent.atomic.LongAdder;

/** What can be measured of a remote: what came of it since the start, and how it stands now. Safe for use by many threads. */
public final class RemoteStats {
    private final LongAdder present = new LongAdder();
    private final LongAdder absent = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder saved = new LongAdder();

    private final Pool pool;
    private final Slots slots;
    private final SharedRequests shared;
    private final RetryBudget budget;
    private final CircuitBreaker breaker;

    RemoteStats(Pool pool, Slots slots, SharedRequests shared, RetryBudget budget, CircuitBreaker breaker) {
        this.pool = pool;
        this.slots = slots;
        this.shared = shared;
        this.budget = budget;
        this.breaker = breaker;
    }

    /** Notes that a request is made, the first for its id or not. */
    void request(boolean isFirst) {
        requests.increment();
        if (!isFirst) {
            retries.increment();
        }
    }

    /** Notes that no request was made, since one for the same id was in flight. */
    void share() {
        saved.increment();
    }

    /** Notes an answer. */
    void answer(Answer answer) {
        switch (answer) {
            case Answer.Present p -> present.increment();
            case Answer.Absent a -> absent.increment();
            case Answer.Late l -> late.increment();
            case Answer.Failed f -> failed.increment();
        }
    }

    /** Returns how many ids were present. */
    public long present() {
        return present.sum();
    }

    /** Returns how many ids were absent. */
    public long absent() {
        return absent.sum();
    }

    /** Returns how many ids were late. */
    public long late() {
        return late.sum();
    }

    /** Returns how many ids failed. */
    public long failed() {
        return failed.sum();
    }

    /** Returns how many requests were made. */
    public long requests() {
        return requests.sum();
    }

    /** Returns how many of the requests were not the first for their id. */
    public long retries() {
        return retries.sum();
    }

    /** Returns how many requests were saved, since one for the same id was in flight and could be shared. */
    public long saved() {
        return saved.sum();
    }

    /** Returns how many connections are open now, in use or not. */
    public int connections() {
        return pool.open();
    }

    /** Returns how many requests are in flight now. */
    public int inFlight() {
        return slots.taken();
    }

    /** Returns how many of them, or of those that are to be sent, can be shared by whoever asks for the same id. */
    int shareable() {
        return shared.inFlight();
    }

    /** Returns how many retries could be made now. */
    public int retriesLeft() {
        return budget.left();
    }

    /** Returns whether the circuit breaker keeps requests back now, all but a probe. */
    public boolean isCircuitOpen() {
        return breaker.state() != CircuitBreaker.State.CLOSED;
    }
}
