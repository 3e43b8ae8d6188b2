package dev.rollcall.domain.run;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.directory.Actor;
import java.time.Instant;

/**
 * A run came into a state. The first act began it.
 *
 * @param state the state from then on
 * @param by who brought it there
 * @param at when
 * @param reason what whoever did it had to say; empty if nothing
 */
public record Act(RunState state, Actor by, Instant at, String reason) {
    /** The maximum length of a reason in UTF-16 units. */
    public static final int MAX_REASON = 1000;

    /**
     * Validates the reason.
     *
     * @throws IllegalArgumentException if it is too long or has control characters
     */
    public Act {
        Text.checked("reason", reason, 0, MAX_REASON);
    }

    /** Creates an act without a reason. */
    public Act(RunState state, Actor by, Instant at) {
        this(state, by, at, "");
    }
}
