package dev.rollcall.http.client.api;

import dev.rollcall.domain.User;
import dev.rollcall.domain.rollcall.Answer.Reason;
import java.time.Duration;
import java.util.Optional;

/** What came of one request for one user. */
public sealed interface Reply {
    /** The remote gave the user who was asked for. */
    record Found(User user) implements Reply {}

    /** The remote said that there is no such user. */
    record Gone() implements Reply {}

    /** The remote gave something that can't be used, and would again. */
    record Unusable(Reason reason, String detail) implements Reply {}

    /**
     * The remote, or the way to it, failed in a way that may pass: asking again can help.
     *
     * @param retryAfter how long the remote asks us to wait; empty if it doesn't say
     */
    record Unavailable(Reason reason, String detail, Optional<Duration> retryAfter) implements Reply {}

    /** The remote doesn't take our credentials (401). Asking on could lock them out. */
    record Unauthorized(String detail) implements Reply {}

    /**
     * The remote asks everybody to ask less (429): it says nothing of the user, nor of the remote's health.
     *
     * @param pause how long nobody is to ask; empty if it doesn't say
     */
    record Throttled(String detail, Optional<Duration> pause) implements Reply {}

    /** This process itself couldn't ask, such as for want of file descriptors; that may pass, and says nothing of the remote. */
    record Hindered(String detail) implements Reply {}

    /** The time was up. */
    record TimedOut() implements Reply {}
}
