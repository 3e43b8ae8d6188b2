package dev.rollcall.http.client;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.Attempts;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.RemoteUsers;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.Roster;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
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
        var calling = new Calling(roster, policy);
        FanOut.forEach(roster.size(), policy.concurrency(), calling.deadline, calling::ask);
        return calling.rollCall(answer -> {});
    }

    @Override
    public RollCall call(Roster roster, CallPolicy policy, Consumer<Answer> listener) throws InterruptedException {
        var calling = new Calling(roster, policy);
        FanOut.forEach(
                roster.size(), policy.concurrency(), calling.deadline, calling::ask, i -> calling.tell(i, listener));
        return calling.rollCall(listener);
    }

    /** One roll call on its way. The workers fill in the answers; all else is done by the caller. */
    private final class Calling {
        private final long began = System.nanoTime();
        private final long deadline;
        private final Roster roster;
        private final @Nullable Answer[] answers;
        private final BitSet told = new BitSet();

        Calling(Roster roster, CallPolicy policy) {
            this.deadline = began + policy.deadline().toNanos();
            this.roster = roster;
            this.answers = new @Nullable Answer[roster.size()];
        }

        void ask(int i) {
            answers[i] = retries.ask(roster.ids().get(i), began, deadline);
        }

        void tell(int i, Consumer<Answer> listener) {
            Answer answer = answers[i];
            if (answer != null && !told.get(i)) {
                told.set(i);
                listener.accept(answer);
            }
        }

        /** Returns the roll call, in which everything that has no answer is late, and tells what was not told yet. */
        RollCall rollCall(Consumer<Answer> listener) {
            for (int i = 0; i < answers.length; i++) {
                if (answers[i] == null) {
                    answers[i] = new Answer.Late(roster.ids().get(i), Attempts.NONE);
                }
                tell(i, listener);
            }
            return new RollCall(roster, Arrays.asList(answers), Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** Returns what can be measured of the remote. */
    public RemoteStats stats() {
        return retries.stats();
    }

    /** Closes the idle connections. Roll calls in flight are not disturbed. */
    @Override
    public void close() {
        api.close();
    }
}
