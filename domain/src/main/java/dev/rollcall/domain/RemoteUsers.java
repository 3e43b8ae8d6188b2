package dev.rollcall.domain;

import java.util.function.Consumer;

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
     * <p>Nothing that the remote does makes it throw; that is what {@link Answer.Failed} and {@link Answer.Late} are for. It
     * returns at most 100 ms after the policy's deadline, with no request left running.
     *
     * <p>The listener is told of each answer once, in the order in which they arrive, late ones last. It is called by the thread
     * that calls this method, before this returns. A listener that takes its time holds the remote up: few answers wait for it. If
     * it throws, the roll call is cancelled, and what it threw is thrown from here.
     *
     * @throws InterruptedException if the calling thread was interrupted; the requests in flight were cancelled
     */
    RollCall call(Roster roster, CallPolicy policy, Consumer<Answer> listener) throws InterruptedException;

    /**
     * Calls the roll without telling anybody of the answers before all are there.
     *
     * @throws InterruptedException if the calling thread was interrupted; the requests in flight were cancelled
     */
    default RollCall call(Roster roster, CallPolicy policy) throws InterruptedException {
        return call(roster, policy, answer -> {});
    }
}
