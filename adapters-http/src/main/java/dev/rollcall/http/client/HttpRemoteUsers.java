package dev.rollcall.http.client;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.Attempts;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.RemoteUsers;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.Roster;
import dev.rollcall.domain.UserId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The users of another system, asked for over HTTP. Safe for use by many threads; one instance serves an application.
 *
 * <p>The requests of a roll call are in flight at the same time, at most {@link CallPolicy#concurrency()} for each roll call
 * and {@link RequestLimits#concurrency()} over all of them. Roll calls that wait for the latter are served in turn.
 */
public final class HttpRemoteUsers implements RemoteUsers, AutoCloseable {
    private final UsersApi api;
    private final Retries retries;

    /** Creates the client of a remote. Nothing is connected before the first roll call. */
    public HttpRemoteUsers(Upstream upstream) {
        this(upstream, new UsersApi(upstream));
    }

    /** Creates the client of a remote that the API asks; closing the client closes it. */
    HttpRemoteUsers(Upstream upstream, UsersApi api) {
        this.api = api;
        this.retries = new Retries(api, upstream.limits());
    }

    @Override
    public RollCall call(Roster roster, CallPolicy policy) throws InterruptedException {
        long began = System.nanoTime();
        long deadline = began + policy.deadline().toNanos();
        List<UserId> ids = roster.ids();
        var answers = new @Nullable Answer[ids.size()];
        FanOut.forEach(
                ids.size(), policy.concurrency(), deadline, i -> answers[i] = retries.ask(ids.get(i), began, deadline));
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == null) {
                answers[i] = new Answer.Late(ids.get(i), Attempts.NONE);
            }
        }
        return new RollCall(roster, Arrays.asList(answers), Duration.ofNanos(System.nanoTime() - began));
    }

    /** Closes the idle connections. Roll calls in flight are not disturbed. */
    @Override
    public void close() {
        api.close();
    }
}
