package dev.rollcall.http.client;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.User;

/** What came of one request for one user. */
sealed interface Reply {
    /** The remote gave the user who was asked for. */
    record Found(User user) implements Reply {}

    /** The remote said that there is no such user. */
    record Gone() implements Reply {}

    /** The remote, or the way to it, gave nothing that could be used. */
    record Unusable(Answer.Reason reason, String detail) implements Reply {}

    /** The time was up. */
    record TimedOut() implements Reply {}
}
