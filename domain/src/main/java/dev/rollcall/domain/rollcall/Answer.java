package dev.rollcall.domain.rollcall;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.util.Optional;

/**
 * What a roll call says of one id: present, absent, late or failed. Only {@link Present} and {@link Absent} are proven by the
 * remote; the other two say that nothing is known.
 *
 * {@snippet class="dev.rollcall.domain.ExamplesTest" region="answers"}
 */
public sealed interface Answer {
    /** Returns the id that was asked for. */
    UserId id();

    /** Returns the requests that were made for it. */
    Attempts attempts();

    /** Returns the one word for the outcome, as it stands on pages and in JSON. */
    default String outcome() {
        return switch (this) {
            case Present present -> "present";
            case Absent absent -> "absent";
            case Late late -> "late";
            case Failed failed -> "failed";
        };
    }

    /** Returns why nothing is proven, in a few words for a person; empty if the answer is proven. */
    default String explanation() {
        return switch (this) {
            case Present present -> "";
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
     * The remote answered with the user of that very id.
     *
     * @param user the user as the remote knows it
     * @param attempts the requests that were made
     */
    record Present(User user, Attempts attempts) implements Answer {
        @Override
        public UserId id() {
            return user.id();
        }
    }

    /**
     * The remote said that it has no such user. Nothing leads here but a 404 or 410 that the users API itself said, as far as that can
     * be known; one that anybody on the way could have said is {@link Reason#UNCONFIRMED}.
     *
     * @param id the id that was asked for
     * @param attempts the requests that were made
     */
    record Absent(UserId id, Attempts attempts) implements Answer {}

    /**
     * The deadline came first.
     *
     * @param id the id that was asked for
     * @param attempts the requests that were made
     */
    record Late(UserId id, Attempts attempts) implements Answer {}

    /**
     * The remote was asked and gave no usable answer.
     *
     * @param id the id that was asked for
     * @param reason the kind of failure
     * @param detail what happened, in a few words for a person; it holds no secret, and what it quotes of the remote is shortened
     * @param attempts the requests that were made
     */
    record Failed(UserId id, Reason reason, String detail, Attempts attempts) implements Answer {}

    /** The kind of a failure. */
    enum Reason {
        /** The remote answered with a status that proves neither presence nor absence. */
        STATUS,
        /** The remote answered with something that can't be read as the user who was asked for. */
        MALFORMED,
        /** The remote could not be reached, or the connection broke before the answer was whole. */
        CONNECTION,
        /** The remote took longer for each request than one may take; the deadline of the roll call was still to come. */
        TIMEOUT,
        /** The remote was not asked, since too many requests to it failed lately. */
        CIRCUIT_OPEN,
        /**
         * The remote said that it has the user, or that it hasn't, but something on the way to it may have said so in its place: it
         * came as a page for people, or a canary (an id whose answer is known) wasn't answered as it must be.
         */
        UNCONFIRMED;

        private final String label = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

        /** Returns the name for pages and JSON: lower case, words joined by hyphens. */
        public String label() {
            return label;
        }
    }
}
