package dev.rollcall.http.client;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.client.Lookup.Step;
import dev.rollcall.http.client.api.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The progress of a roll call. It lets a {@link Lookup} decide about a reply, carries the decision out, and counts the final answers that
 * {@link Evidence} lets pass. For one thread.
 */
final class Findings implements Evidence.Follower {
    private final Remote remote;
    private final AnswerSink answers;
    private final Agenda agenda;
    private final Lookup.Terms terms;
    private final Evidence evidence;

    /** The fields that no answer has had so far; empty before the first. */
    private Optional<Set<UserField>> missing = Optional.empty();

    private int answered;
    private int failing;

    Findings(Remote remote, AnswerSink answers, Agenda agenda, Lookup.Terms terms) {
        this.remote = remote;
        this.answers = answers;
        this.agenda = agenda;
        this.terms = terms;
        this.evidence = new Evidence(remote.api(), this);
    }

    /** Decides the next step after a reply. */
    Step decide(Lookup lookup, Reply reply) {
        if (reply instanceof Reply.Found found && !Evidence.isCanary(lookup.place())) {
            note(found.missing());
        }
        boolean failedBefore = lookup.hasFailed();
        Step next = lookup.replied(reply, System.nanoTime(), remote.budget().left() > 0);
        failing += !failedBefore && lookup.hasFailed() ? 1 : 0;
        return next;
    }

    private void note(Set<UserField> lacking) {
        if (missing.isEmpty()) {
            missing = Optional.of(new TreeSet<>(lacking));
        } else if (!missing.get().isEmpty()) {
            missing.get().retainAll(lacking);
        }
    }

    /** Carries a step out. */
    void follow(Lookup lookup, Step next) {
        switch (next) {
            case Step.Answered step -> found(lookup, step.answer());
            case Step.Paused step -> agenda.pause(lookup);
            case Step.Cautious step -> agenda.waitForLife(lookup);
            case Step.HeldBack step -> agenda.addLast(lookup);
        }
    }

    /** Ends a lookup with an answer, which the evidence may still hold back. */
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

    /** Returns how many lookups failed at least once and have no answer yet. */
    int failing() {
        return failing;
    }

    /** Returns whether every id has its answer and no more will arrive. */
    boolean isComplete() {
        return answered == agenda.places() && agenda.isAtEnd();
    }

    /** The deadline expired: what is held back is unconfirmed. */
    void close() {
        evidence.close();
    }

    /** Returns whether the canaries that were asked, if any were, answered as they should. */
    boolean canariesHeld() {
        return evidence.canariesHeld();
    }

    List<String> warnings(RollCall.Counts counts) {
        List<String> warnings = new ArrayList<>(evidence.warnings(counts));
        missing.orElse(Set.of()).forEach(field -> warnings.add(remote.api().warningOfMissing(field)));
        return warnings;
    }
}
