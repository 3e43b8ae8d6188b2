package dev.rollcall.domain.rollcall;

import dev.rollcall.domain.UserId;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Port to the users of another system, which are looked up by id.
 *
 * <p>Implementations are safe for use by many threads. However concurrent they are inside, a call is an ordinary blocking method: when
 * it returns, everything that it started has ended.
 *
 * <p>Implementations are tested by the {@code RemoteUsersContract} in this module's jar {@code contracts}.
 */
public interface RemoteUsers {
    /**
     * Calls the roll: asks the remote for each id and returns exactly one answer per id, in roster order.
     *
     * <p>Nothing that the remote does makes it throw: its failures are {@link Answer.Failed} and {@link Answer.Late}. At most 100 ms
     * after the policy's deadline no request is left running, and it returns, unless the listener blocks.
     *
     * <p>The listener gets each answer once, in order of arrival, late ones last.
     *
     * @throws InterruptedException if the calling thread was interrupted; the requests in flight were cancelled
     */
    RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException;

    /**
     * Calls the roll without a listener.
     *
     * @throws InterruptedException if the calling thread was interrupted; the requests in flight were cancelled
     */
    default RollCall call(Roster roster, CallPolicy policy) throws InterruptedException {
        return call(roster, policy, CallListener.NOBODY);
    }

    /**
     * Asks for one id, and explains how the answer came about. A request that is already in flight isn't shared.
     *
     * <p>The default implementation knows nothing of requests.
     *
     * @throws InterruptedException if the calling thread was interrupted; the requests in flight were cancelled
     */
    default Explanation explain(UserId id, CallPolicy policy) throws InterruptedException {
        RollCall call = call(Roster.of(List.of(id)), policy);
        return new Explanation(call.answers().getFirst(), call.warnings(), List.of());
    }

    /**
     * Calls the roll of streamed ids: each is asked as soon as it arrives and a request may begin. An id that arrives twice is asked
     * twice. Ids that arrive after the deadline are late.
     *
     * <p>The listener gets each answer once, <em>in the order of the ids</em>. To bound memory, no further id is taken while too many are
     * ahead of an unanswered one.
     *
     * <p>The default implementation asks for one id after the other, and its deadline covers the asking alone.
     *
     * @param ids may block until the next one arrives; read by one thread at a time, which may not be the calling one. What it throws is
     *     thrown from here, after the ids before are answered
     * @return the summary, when there are no more ids and all are answered
     * @throws InterruptedException if the calling thread was interrupted; the requests in flight were cancelled
     */
    default RollCall.Summary call(Iterator<UserId> ids, CallPolicy policy, CallListener listener)
            throws InterruptedException {
        RollCall.Counts counts = RollCall.Counts.NONE;
        Duration elapsed = Duration.ZERO;
        while (ids.hasNext()) {
            UserId id = ids.next();
            Duration left = policy.deadline().minus(elapsed);
            Answer answer = new Answer.Late(id, Attempts.NONE);
            if (left.isPositive()) {
                CallListener waiting = CallListener.waitingFor(listener::waiting);
                RollCall call = call(Roster.of(List.of(id)), policy.withDeadline(left), waiting);
                elapsed = elapsed.plus(call.elapsed());
                answer = call.answers().getFirst();
            }
            counts = counts.plus(answer);
            listener.answered(answer);
            listener.settled();
        }
        return new RollCall.Summary(counts, elapsed, List.of());
    }
}
