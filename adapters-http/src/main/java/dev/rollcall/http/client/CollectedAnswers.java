package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.explanation.Explainer;
import dev.rollcall.http.client.response.RemoteResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the answers of a roster in its order; passes each to a listener as it arrives. */
final class CollectedAnswers implements AnswerSink {
    private final Roster roster;
    private final CallListener listener;
    private final Optional<Explainer> explainer;
    private final @Nullable Answer[] answers;

    CollectedAnswers(Roster roster, CallListener listener) {
        this(roster, listener, Optional.empty());
    }

    /** Creates it with somebody who explains how the answers came about. */
    CollectedAnswers(Roster roster, CallListener listener, Optional<Explainer> explainer) {
        this.roster = roster;
        this.listener = listener;
        this.explainer = explainer;
        this.answers = new @Nullable Answer[roster.size()];
    }

    @Override
    public void add(int place, Answer answer) {
        answers[place] = answer;
        listener.answered(answer);
    }

    @Override
    public void whenRoom(Runnable wake) {
        if (listener instanceof HandOver handOver) {
            handOver.whenRoom(wake);
        }
    }

    @Override
    public boolean hasRoom(int begun) {
        return !(listener instanceof HandOver handOver) || handOver.hasRoom(begun);
    }

    @Override
    public void attempted(Attempt attempt, Optional<RemoteResponse> response, Reply reply) {
        explainer.ifPresent(it -> it.ended(attempt.lookup().id(), attempt.request(), response, reply));
    }

    @Override
    public void waiting() {
        listener.waiting();
    }

    /** Returns the roll call. All answers must be there. */
    RollCall rollCall(Duration elapsed, Function<RollCall.Counts, List<String>> warnings, boolean canariesHeld) {
        var call = new RollCall(roster, Arrays.asList(answers), elapsed);
        List<String> sentences = warnings.apply(call.counts());
        return sentences.isEmpty() && canariesHeld
                ? call
                : new RollCall(roster, call.answers(), elapsed, sentences, canariesHeld);
    }
}
