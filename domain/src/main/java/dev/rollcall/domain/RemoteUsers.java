package dev.rollcall.domain;

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
     * @throws InterruptedException if the calling thread was interrupted; the requests in flight were cancelled
     */
    RollCall call(Roster roster, CallPolicy policy) throws InterruptedException;
}
