package dev.rollcall.http.client;

import dev.failsafe.CircuitBreaker;
import dev.rollcall.domain.Answer.Reason;
import dev.rollcall.http.client.Flights.Flight;
import dev.rollcall.http.client.http1.Exchange;
import dev.rollcall.http.client.http1.Response;
import java.io.IOException;
import java.util.Optional;

/**
 * One request for one id, on its way. It holds a slot of the remote and a permit of its circuit breaker until it ends.
 */
final class Attempt implements Exchange {
    private final Calling calling;
    private final Remote remote;
    private final Question question;
    private final Flight flight;
    private final long deadline;
    private boolean ended;

    /**
     * Creates an attempt, which isn't sent yet. The slot and the permit are its own from now on.
     *
     * @param flight by which others may share it
     * @param deadline a value of {@link System#nanoTime()}, not behind that of the roll call
     */
    Attempt(Calling calling, Question question, Flight flight, long deadline) {
        this.calling = calling;
        this.remote = calling.remote();
        this.question = question;
        this.flight = flight;
        this.deadline = deadline;
    }

    @Override
    public byte[] request() {
        return remote.api().request(question.id());
    }

    @Override
    public void received(Response response) {
        end(remote.api().reply(question.id(), response));
    }

    @Override
    public void broke(IOException failure) {
        end(remote.api().failure(failure));
    }

    long deadline() {
        return deadline;
    }

    boolean hasEnded() {
        return ended;
    }

    /** The time is up. What the remote has said until now counts, if that says it all. */
    void expire() {
        end(calling.connections()
                .cancel(this)
                .map(response -> remote.api().reply(question.id(), response))
                .orElseGet(this::timedOut));
    }

    private Reply timedOut() {
        if (deadline == calling.deadline()) {
            return new Reply.TimedOut();
        }
        long limit = remote.limits().attemptTimeout().toMillis();
        return new Reply.Unavailable(Reason.TIMEOUT, "no answer in %d ms".formatted(limit), Optional.empty());
    }

    /** Gives the attempt up; nobody wants to know what came of it. */
    void abort() {
        calling.connections().cancel(this);
        release(new Reply.TimedOut());
    }

    private void end(Reply reply) {
        release(reply);
        question.replied(reply);
    }

    private void release(Reply reply) {
        ended = true;
        record(reply, remote.breaker());
        calling.ended();
        // that one request took too long doesn't mean that it took too long for those who joined it later
        boolean tells = !(reply instanceof Reply.TimedOut) && !isTimeOut(reply);
        calling.tell(flight.land(), tells ? Optional.of(reply) : Optional.empty());
    }

    private static boolean isTimeOut(Reply reply) {
        return reply instanceof Reply.Unavailable unavailable && unavailable.reason() == Reason.TIMEOUT;
    }

    /** An attempt that was cut short by the caller's deadline tells nothing of the remote, but must give its permit back. */
    private static void record(Reply reply, CircuitBreaker<Reply> breaker) {
        switch (reply) {
            case Reply.Found found -> breaker.recordSuccess();
            case Reply.Gone gone -> breaker.recordSuccess();
            case Reply.Unusable unusable -> breaker.recordSuccess();
            case Reply.Unauthorized unauthorized -> breaker.recordSuccess();
            case Reply.Unavailable unavailable -> breaker.recordFailure();
            case Reply.Throttled throttled -> breaker.recordFailure();
            case Reply.Hindered hindered -> breaker.recordFailure();
            case Reply.TimedOut timedOut -> {
                if (breaker.isHalfOpen()) {
                    breaker.recordFailure();
                }
            }
        }
    }
}
