package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.http1.Connections;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls the roll on a remote, by the calling thread. Safe for use by many threads. */
public final class Calls {
    private final Remote remote;

    Calls(Remote remote) {
        this.remote = remote;
    }

    /**
     * Calls the roll of a roster.
     *
     * @param listener must not block
     * @throws InterruptedException if the calling thread was interrupted; nothing is in flight
     */
    RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException {
        var answers = new Collected(roster, listener);
        Connections connections;
        try {
            connections = remote.pool().take();
        } catch (UncheckedIOException e) {
            return unable(roster, answers, e);
        }
        try {
            var calling = new Calling(remote, connections, Ids.of(roster), policy, answers);
            calling.run();
            return answers.rollCall(calling.elapsed(), calling::warnings);
        } finally {
            remote.pool().give(connections);
        }
    }

    /** This process can't connect to anything: every id says so. */
    private RollCall unable(Roster roster, Collected answers, UncheckedIOException why) {
        Reply reply = remote.api().failure(Objects.requireNonNull(why.getCause()));
        for (int place = 0; place < roster.size(); place++) {
            Answer answer = Lookup.failure(roster.ids().get(place), reply);
            remote.stats().answer(answer);
            answers.add(place, answer);
        }
        return answers.rollCall(Duration.ZERO, counts -> List.of());
    }

    /**
     * Calls the roll of ids as they come, and when the deadline has come, says of all that still come that they are late.
     *
     * @throws InterruptedException if the calling thread was interrupted; nothing is in flight
     * @throws UncheckedIOException if this process has no file descriptor left
     */
    RollCall.Summary call(Streamed ids, CallPolicy policy, HandOver handOver) throws InterruptedException {
        var answers = new InOrder(handOver);
        Connections connections = remote.pool().take();
        Calling calling;
        try {
            calling = new Calling(remote, connections, ids, policy, answers);
            ids.whenSome(connections::wake);
            calling.run();
        } finally {
            ids.whenSome(() -> {});
            handOver.whenRoom(() -> {});
            remote.pool().give(connections);
        }
        for (UserId id = next(ids, answers); id != null; id = next(ids, answers)) {
            handOver.awaitRoom();
            var late = new Answer.Late(id, Attempts.NONE);
            remote.stats().answer(late);
            answers.addLast(late);
        }
        RollCall.Counts counts = answers.counts();
        return new RollCall.Summary(counts, calling.elapsed(), calling.warnings(counts));
    }

    /** Takes the next id, and before it waits for it, passes on the answers of those before. */
    private static @Nullable UserId next(Streamed ids, InOrder answers) throws InterruptedException {
        UserId id = ids.poll();
        if (id != null) {
            return id;
        }
        answers.settleNow();
        return ids.take();
    }
}
