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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The users of another system, asked for over HTTP. Safe for use by many threads; one instance serves an application.
 *
 * <p>The requests of a roll call are in flight at the same time, at most {@link CallPolicy#concurrency()} for each roll call
 * and {@link Upstream#concurrency()} over all of them. Roll calls that wait for the latter are served in turn.
 */
public final class HttpRemoteUsers implements RemoteUsers, AutoCloseable {
    private final UsersApi api;
    private final Semaphore slots;

    /** Creates the client of a remote. Nothing is connected before the first roll call. */
    public HttpRemoteUsers(Upstream upstream) {
        this(upstream, new UsersApi(upstream));
    }

    /** Creates the client of a remote that the API asks; closing the client closes it. */
    HttpRemoteUsers(Upstream upstream, UsersApi api) {
        this.api = api;
        this.slots = new Semaphore(upstream.concurrency(), true);
    }

    @Override
    public RollCall call(Roster roster, CallPolicy policy) throws InterruptedException {
        long began = System.nanoTime();
        long deadline = began + policy.deadline().toNanos();
        List<UserId> ids = roster.ids();
        var answers = new @Nullable Answer[ids.size()];
        FanOut.forEach(
                ids.size(), policy.concurrency(), deadline, i -> answers[i] = answer(ids.get(i), began, deadline));
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == null) {
                answers[i] = new Answer.Late(ids.get(i), Attempts.NONE);
            }
        }
        return new RollCall(roster, Arrays.asList(answers), Duration.ofNanos(System.nanoTime() - began));
    }

    /** Asks for one id as soon as the remote has a slot. */
    private Answer answer(UserId id, long began, long deadline) {
        try {
            if (!slots.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return new Answer.Late(id, Attempts.NONE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Late(id, Attempts.NONE);
        }
        try {
            long started = System.nanoTime();
            if (started - deadline >= 0) {
                return new Answer.Late(id, Attempts.NONE);
            }
            Reply reply = api.get(id, deadline);
            return answer(id, reply, attempts(began, started));
        } finally {
            slots.release();
        }
    }

    private static Attempts attempts(long began, long started) {
        return new Attempts(1, Duration.ofNanos(started - began), Duration.ofNanos(System.nanoTime() - started));
    }

    private static Answer answer(UserId id, Reply reply, Attempts attempts) {
        return switch (reply) {
            case Reply.Found found -> new Answer.Present(found.user(), attempts);
            case Reply.Gone gone -> new Answer.Absent(id, attempts);
            case Reply.Unusable unusable -> new Answer.Failed(id, unusable.reason(), unusable.detail(), attempts);
            case Reply.TimedOut timedOut -> new Answer.Late(id, attempts);
        };
    }

    /** Closes the idle connections. Roll calls in flight are not disturbed. */
    @Override
    public void close() {
        api.close();
    }
}
