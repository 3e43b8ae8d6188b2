package dev.rollcall.domain.rollcall;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.util.Optional;

/**
 * The outcome of one id in a roll call: present, absent, late or failed. Only {@link Present} and {@link Absent} are proven by the
 * remote; the other two prove nothing.
 *
 * {@snippet class="dev.rollcall.domain.ExamplesTest" region="answers"}
 */
public sealed interface Answer {
    /** Returns the id that was asked for. */
    UserId id();

    /** Returns the attempts that were made for it. */
    Attempts attempts();

    /** Returns the outcome as one word, for pages and JSON. */
    default String outcome() {
        return switch (this) {
            case Present present -> "present";
            case Absent absent -> "absent";
            case Late late -> "late";
            case Failed failed -> "failed";
        };
    }

    /** Returns why nothing is proven, or that a user who is present is inactive, in a few words for a person; else empty. */
    default String explanation() {
        return switch (this) {
            case Present present -> present.user().isActive() ? "" : "inactive";
            case Absent absent -> "";
            case Late late ->
                late.attempts().count() == 0 ? "not asked before the deadline" : "no answer before the deadline";
            case Failed failed -> failed.reason().label() + ": " + failed.detail();
        };
    }

    /** Returns the user as the remote knows it; empty unless the answer is present. */
    default Optional<User> found() {
        return this instanceof Present present ? Optional.of(present.user()) : Optional.empty();
    }

    /** Returns whether the remote proved the answer: it is present or absent. */
    default boolean isProven() {
        return this instanceof Present || this instanceof Absent;
    }

    /**
     * The remote returned the user with exactly this id.
     *
     * @param user the user as the remote knows it
     * @param attempts the attempts that were made
     */
    record Present(User user, Attempts attempts) implements Answer {
        @Override
        public UserId id() {
            return user.id();
        }
    }

    /**
     * The remote has no such user. The only proof is a 404 or 410 from the users API itself, as far as that can be verified; one that an
     * intermediary could have sent is {@link Reason#UNCONFIRMED}.
     *
     * @param id the id that was asked for
     * @param attempts the attempts that were made
     */
    record Absent(UserId id, Attempts attempts) implements Answer {}

    /**
     * The deadline expired before there was an answer.
     *
     * @param id the id that was asked for
     * @param attempts the attempts that were made
     */
    record Late(UserId id, Attempts attempts) implements Answer {}

    /**
     * There is no usable answer.
     *
     * @param id the id that was asked for
     * @param reason the kind of failure
     * @param detail what happened, in a few words for a person; it contains no secrets, and quotes of the remote are truncated
     * @param attempts the attempts that were made
     */
    record Failed(UserId id, Reason reason, String detail, Attempts attempts) implements Answer {}

    /** The kind of failure. */
    enum Reason {
        /** The remote answered with a status that proves neither presence nor absence. */
        STATUS,
        /** The response can't be read as the user who was asked for. */
        MALFORMED,
        /** The remote could not be reached, or the connection broke before the response was complete. */
        CONNECTION,
        /** The attempts timed out before the deadline of the roll call. */
        TIMEOUT,
        /** The circuit breaker was open: too many recent requests to the remote had failed, so it was not asked. */
        CIRCUIT_OPEN,
        /** There was no valid token to ask with: the authorization server was slow or down, or refused to grant one. */
        CREDENTIALS,
        /**
         * The response says present or absent, but an intermediary may have sent it: it was an HTML page, or a canary (an id whose
         * answer is known) wasn't answered as expected.
         */
        UNCONFIRMED;

        private final String label = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

        /** Returns the name for pages and JSON: lower case, words joined by hyphens. */
        public String label() {
            return label;
        }
    }
}
