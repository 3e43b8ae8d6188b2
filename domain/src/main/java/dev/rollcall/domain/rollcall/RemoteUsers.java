package dev.rollcall.domain.rollcall;

import dev.rollcall.domain.UserId;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * A port: the users of another system, asked for by id.
 *
 * <p>Implementations are safe for use by many threads. However they work inside, a call is an ordinary blocking method: when it
 * returns, everything that it started has ended.
 *
 * <p>An implementation proves itself by the {@code RemoteUsersContract} in this module's test jar.
 */
public interface RemoteUsers {
    /**
     * Calls the roll: asks the remote for each id and gives exactly one answer for each, in the roster's order.
     *
     * <p>Nothing that the remote does makes it throw; that is what {@link Answer.Failed} and {@link Answer.Late} are for. At most
     * 100 ms after the policy's deadline no request is left running, and it returns, unless the listener holds it up.
     *
     * <p>The listener is told of each answer once, in the order in which they arrive, late ones last.
     *
     * @throws InterruptedException if the calling thread was interrupted; the requests in flight were cancelled
     */
    RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException;

    /**
     * Calls the roll without telling anybody of the answers before all are there.
     *
     * @throws InterruptedException if the calling thread was interrupted; the requests in flight were cancelled
     */
    default RollCall call(Roster roster, CallPolicy policy) throws InterruptedException {
        return call(roster, policy, CallListener.NOBODY);
    }

    /**
     * Calls the roll of ids as they come: each is asked as soon as it is there and a request may begin. An id that comes twice is asked
     * twice. Ids that come after the deadline are late.
     *
     * <p>The listener is told of each answer once, <em>in the order of the ids</em>. So that this needs little memory whatever their
     * number, no id is taken when too many are ahead of one that isn't answered.
     *
     * <p>Unless an implementation says otherwise, it asks for one id after the other, and the deadline is for the asking alone.
     *
     * @param ids may block until the next one comes, and is asked by another thread than the one that calls, one at a time; what it
     *     throws is thrown from here, when the ids before are answered
     * @return what it came to, when there are no more ids and all are answered
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
