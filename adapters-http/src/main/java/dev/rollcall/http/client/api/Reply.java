package dev.rollcall.http.client.api;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.rollcall.Answer.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The result of one request for one user. */
public sealed interface Reply {
    /**
     * The remote returned the requested user.
     *
     * @param missing the mapped fields of which it said nothing
     */
    record Found(User user, Set<UserField> missing) implements Reply {
        /** Creates it with all fields. */
        public Found(User user) {
            this(user, Set.of());
        }
    }

    /** The remote has no such user. */
    record Gone() implements Reply {}

    /** A permanent failure: a retry would not help. */
    record Unusable(Reason reason, String detail) implements Reply {}

    /**
     * A transient failure of the remote or the network: a retry can help.
     *
     * @param retryAfter how long the remote asks us to wait; empty if it doesn't say
     */
    record Unavailable(Reason reason, String detail, Optional<Duration> retryAfter) implements Reply {}

    /** The remote rejected our credentials (401), or a proxy did (407). Further requests could lock them out. */
    record Unauthorized(Reason reason, String detail) implements Reply {
        /** Creates the rejection by the remote. */
        public Unauthorized(String detail) {
            this(Reason.STATUS, detail);
        }
    }

    /** The remote rejected our token (401), which is renewed: ask again with another. */
    record Outdated(String detail) implements Reply {}

    /**
     * Back-pressure (429): says nothing about the user, nor about the remote's health.
     *
     * @param pause how long to pause all requests; empty if it doesn't say
     */
    record Throttled(String detail, Optional<Duration> pause) implements Reply {}

    /** A transient failure of this process, such as a lack of file descriptors; says nothing about the remote. */
    record Hindered(String detail) implements Reply {}

    /** The request was cancelled, since the roll call ended. */
    record TimedOut() implements Reply {}
}
