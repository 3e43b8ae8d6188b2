package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import java.time.Instant;
import java.util.Map;

/**
 * What the remote said of a user, and when.
 *
 * @param answer what it answered
 * @param at when it was heard
 * @param listed whether the user stood on the remote's list, and wasn't asked for by id
 */
public record Proof(Answer answer, Instant at, boolean listed) {
    /** Creates the proof of an answer in a roll call. */
    public static Proof called(Answer answer, Instant at) {
        return new Proof(answer, at, false);
    }

    /** Creates the proof of a user's place on the remote's list. A place that is missing there proves nothing. */
    public static Proof listed(User user, Instant at) {
        return new Proof(new Answer.Present(user, Attempts.NONE), at, true);
    }

    /**
     * Creates the proof of an answer in a roll call.
     *
     * @param began when the roll call began
     */
    public static Proof inCall(Answer answer, Instant began) {
        Attempts attempts = answer.attempts();
        return called(answer, began.plus(attempts.started()).plus(attempts.elapsed()));
    }

    /** Returns the proof without what the remote told of the user but the id. */
    public Proof withoutUser() {
        return answer instanceof Answer.Present present
                ? new Proof(new Answer.Present(new User(id(), Map.of()), present.attempts()), at, listed)
                : this;
    }

    /** Returns the user's id. */
    public UserId id() {
        return answer.id();
    }
}
