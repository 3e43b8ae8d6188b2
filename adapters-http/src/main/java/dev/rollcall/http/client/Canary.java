package dev.rollcall.http.client;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Attempts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An id of which it is known beforehand what the remote must say, within one roll call. Answers that may be somebody else's are held back
 * until it was asked for after they came: if it is answered as it must be, so is the remote; if not, all that are held back and all that
 * come later are unconfirmed. It decides, and does nothing: asking is up to {@link Calling}.
 */
final class Canary {
    private final UserId id;
    private final boolean mustBePresent;
    /** Those that came before the request that is on its way. */
    private List<Held> covered = new ArrayList<>();
    /** Those that came after it. */
    private List<Held> uncovered = new ArrayList<>();

    private boolean asked;
    private @Nullable Answer verdict;

    /**
     * An answer that is held back.
     *
     * @param place where it belongs
     */
    record Held(int place, Answer answer) {}

    /** Creates a canary that wasn't asked for. */
    Canary(UserId id, boolean mustBePresent) {
        this.id = id;
        this.mustBePresent = mustBePresent;
    }

    UserId id() {
        return id;
    }

    /** Returns why answers aren't believed any more; empty while they may be. */
    Optional<String> doubt() {
        return Optional.ofNullable(verdict).map(this::told);
    }

    private String told(Answer answer) {
        return "%s, but the canary %s is %s"
                .formatted(mustBePresent ? "404" : "200", Quoted.of(id.value()), answer.outcome());
    }

    /** Holds an answer back. Returns whether the canary is to be asked for now. */
    boolean hold(Held held) {
        uncovered.add(held);
        return ask();
    }

    private boolean ask() {
        if (asked || uncovered.isEmpty()) {
            return false;
        }
        asked = true;
        covered = uncovered;
        uncovered = new ArrayList<>();
        return true;
    }

    /**
     * The canary was answered. Returns the answers that it decides on: as they are if it is answered as it must be, else unconfirmed.
     * Then {@link #asksAgain()} tells whether there are others.
     */
    List<Held> answered(Answer answer) {
        asked = false;
        boolean isRight = mustBePresent ? answer instanceof Answer.Present : answer instanceof Answer.Absent;
        if (isRight) {
            return covered;
        }
        verdict = answer;
        return giveUp();
    }

    /** Returns whether the canary is to be asked for again now. */
    boolean asksAgain() {
        return verdict == null && ask();
    }

    /** The time is up: returns all that are held back, unconfirmed. */
    List<Held> giveUp() {
        Answer answer = verdict == null ? new Answer.Late(id, Attempts.NONE) : verdict;
        List<Held> all = new ArrayList<>(asked || verdict != null ? covered : List.of());
        all.addAll(uncovered);
        covered = new ArrayList<>();
        uncovered = new ArrayList<>();
        return all.stream()
                .map(held -> new Held(held.place(), unconfirmed(held.answer(), told(answer))))
                .toList();
    }

    /** Returns the answer to the same id that says that nothing is proven. */
    static Answer unconfirmed(Answer answer, String why) {
        return new Answer.Failed(answer.id(), Reason.UNCONFIRMED, why, answer.attempts());
    }
}
