package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.client.Lookup.Step;
import dev.rollcall.http.client.api.Reply;
import java.util.List;

/**
 * What a roll call finds out, id by id: what comes of a reply, and which answers are final, as the {@link Evidence} allows. For one
 * thread.
 */
final class Findings implements Evidence.Follower {
    private final Remote remote;
    private final Answers answers;
    private final Agenda agenda;
    private final Lookup.Terms terms;
    private final Evidence evidence;

    private int answered;
    private int failing;

    Findings(Remote remote, Answers answers, Agenda agenda, Lookup.Terms terms) {
        this.remote = remote;
        this.answers = answers;
        this.agenda = agenda;
        this.terms = terms;
        this.evidence = new Evidence(remote.api(), this);
    }

    /** Decides what comes of a reply. */
    Step decide(Lookup lookup, Reply reply) {
        boolean failedBefore = lookup.hasFailed();
        Step next = lookup.replied(reply, System.nanoTime(), remote.budget().left() > 0);
        failing += !failedBefore && lookup.hasFailed() ? 1 : 0;
        return next;
    }

    /** Does what was decided. */
    void follow(Lookup lookup, Step next) {
        switch (next) {
            case Step.Answered step -> found(lookup, step.answer());
            case Step.Paused step -> agenda.pause(lookup);
            case Step.Cautious step -> agenda.waitForLife(lookup);
            case Step.HeldBack step -> agenda.addLast(lookup);
        }
    }

    /** An id isn't asked any more. */
    void found(Lookup lookup, Answer answer) {
        lookup.finish();
        failing -= lookup.hasFailed() ? 1 : 0;
        evidence.found(lookup.place(), answer);
    }

    @Override
    public void answer(int place, Answer answer) {
        answered++;
        remote.stats().answer(answer);
        answers.add(place, answer);
    }

    @Override
    public void ask(int place, UserId canary) {
        agenda.addFirst(new Lookup(place, canary, terms));
    }

    /** Returns how many have failed and are still asked. */
    int failing() {
        return failing;
    }

    /** Returns whether every id has its answer, and none will come. */
    boolean isComplete() {
        return answered == agenda.places() && agenda.isAtEnd();
    }

    /** The time is up: what is held back is unconfirmed. */
    void close() {
        evidence.close();
    }

    /** Returns what a person should know before believing answers that came to this. */
    List<String> warnings(RollCall.Counts counts) {
        return evidence.warnings(counts);
    }
}
