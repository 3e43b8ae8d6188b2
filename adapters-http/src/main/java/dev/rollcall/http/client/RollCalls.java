package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.explanation.Explainer;
import dev.rollcall.http.client.http1.Connections;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the roll on a remote, on the calling thread. Safe for use by many threads. */
public final class RollCalls {
    private final Remote remote;

    RollCalls(Remote remote) {
        this.remote = remote;
    }

    /**
     * Calls the roll of a roster.
     *
     * @param listener must not block
     * @throws InterruptedException if the calling thread was interrupted; nothing is in flight
     */
    RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException {
        return call(roster, policy, new CollectedAnswers(roster, listener));
    }

    /**
     * Asks for one id, and explains how the answer came about.
     *
     * @throws InterruptedException if the calling thread was interrupted; nothing is in flight
     */
    Explanation explain(UserId id, CallPolicy policy) throws InterruptedException {
        var explainer = new Explainer(remote.api());
        Roster roster = Roster.of(List.of(id));
        var answers = new CollectedAnswers(roster, CallListener.NOBODY, Optional.of(explainer));
        RollCall call = call(roster, policy.onlyFresh(), answers);
        return new Explanation(call.answers().getFirst(), call.warnings(), explainer.requests());
    }

    private RollCall call(Roster roster, CallPolicy policy, CollectedAnswers answers) throws InterruptedException {
        Connections connections;
        try {
            connections = remote.pool().take();
        } catch (UncheckedIOException e) {
            return unable(roster, answers, e);
        }
        try {
            var loop = new RollCallLoop(remote, connections, Ids.of(roster), policy, answers);
            loop.run();
            return answers.rollCall(loop.elapsed(), loop::warnings, loop.canariesHeld());
        } finally {
            remote.pool().give(connections);
        }
    }

    /** This process can't open a connection: every id fails with that. */
    private RollCall unable(Roster roster, CollectedAnswers answers, UncheckedIOException why) {
        Reply reply = remote.api().failure(Objects.requireNonNull(why.getCause()));
        for (int place = 0; place < roster.size(); place++) {
            Answer answer = Lookup.failure(roster.ids().get(place), reply);
            remote.stats().answer(answer);
            answers.add(place, answer);
        }
        return answers.rollCall(Duration.ZERO, counts -> List.of(), true);
    }

    /**
     * Calls the roll of streamed ids. Ids that arrive after the deadline are late.
     *
     * @throws InterruptedException if the calling thread was interrupted; nothing is in flight
     * @throws UncheckedIOException if this process has no file descriptor left
     */
    RollCall.Summary call(StreamedIds ids, CallPolicy policy, HandOver handOver) throws InterruptedException {
        var answers = new OrderedAnswers(handOver);
        Connections connections = remote.pool().take();
        RollCallLoop loop;
        try {
            loop = new RollCallLoop(remote, connections, ids, policy, answers);
            ids.whenSome(connections::wake);
            loop.run();
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
        return new RollCall.Summary(counts, loop.elapsed(), loop.warnings(counts));
    }

    /** Takes the next id; flushes the answers before it has to wait for one. */
    private static @Nullable UserId next(StreamedIds ids, OrderedAnswers answers) throws InterruptedException {
        UserId id = ids.poll();
        if (id != null) {
            return id;
        }
        answers.settleNow();
        return ids.take();
    }
}
