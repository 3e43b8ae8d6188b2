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
 * An id whose answer is known beforehand, within one roll call. Answers that an intermediary could have sent are held back until the
 * canary was asked after they arrived. If it is answered as expected, they stand; if not, these and all later ones are unconfirmed. It
 * only decides; {@link RollCallLoop} asks.
 */
final class Canary {
    private final UserId id;
    private final boolean mustBePresent;
    /** Those that arrived before the request in flight, which decides on them. */
    private List<Held> covered = new ArrayList<>();
    /** Those that arrived after it. */
    private List<Held> uncovered = new ArrayList<>();

    private boolean asked;
    private @Nullable Answer verdict;

    /**
     * An answer that is held back.
     *
     * @param place its place in the roster
     */
    record Held(int place, Answer answer) {}

    Canary(UserId id, boolean mustBePresent) {
        this.id = id;
        this.mustBePresent = mustBePresent;
    }

    UserId id() {
        return id;
    }

    /** Returns why answers are no longer trusted; empty while they are. */
    Optional<String> doubt() {
        return Optional.ofNullable(verdict).map(this::told);
    }

    private String told(Answer answer) {
        String why = answer instanceof Answer.Failed failed ? " (%s)".formatted(failed.detail()) : "";
        return "%s, but the canary %s is %s%s"
                .formatted(mustBePresent ? "absent" : "present", Quoted.of(id.value()), answer.outcome(), why);
    }

    /** Holds an answer back. Returns whether to ask for the canary now. */
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
     * Takes the canary's answer. Returns the answers that it decides on: unchanged if it is as expected, else unconfirmed. Then call {@link
     * #asksAgain()}.
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

    /** Returns whether to ask for the canary again, for answers that arrived meanwhile. */
    boolean asksAgain() {
        return verdict == null && ask();
    }

    /** The deadline expired: returns all that are held back, as unconfirmed. */
    List<Held> giveUp() {
        Answer answer = verdict == null ? new Answer.Late(id, Attempts.NONE) : verdict;
        List<Held> all = new ArrayList<>(asked || verdict != null ? covered : List.of());
        all.addAll(uncovered);
        covered = new ArrayList<>();
        uncovered = new ArrayList<>();
        verdict = all.isEmpty() ? verdict : answer;
        return all.stream()
                .map(held -> new Held(held.place(), unconfirmed(held.answer(), told(answer))))
                .toList();
    }

    static Answer unconfirmed(Answer answer, String why) {
        return new Answer.Failed(answer.id(), Reason.UNCONFIRMED, why, answer.attempts());
    }
}
