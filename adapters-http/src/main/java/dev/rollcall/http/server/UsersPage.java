package dev.rollcall.http.server;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.User;
import java.time.Duration;
import java.util.Optional;

/**
 * What the page of a roll call shows.
 *
 * @param count what the form's field for the count holds
 * @param ids what the form's field for the ids holds
 * @param deadline the deadline that was asked for, or the usual one
 * @param limits what may be asked for
 * @param call the roll call; empty if none was asked for
 */
record UsersPage(String count, String ids, Duration deadline, CallLimits limits, Optional<RollCall> call) {
    /** Returns the user; empty if the answer isn't present. */
    static Optional<User> user(Answer answer) {
        return answer instanceof Answer.Present present ? Optional.of(present.user()) : Optional.empty();
    }

    /** Returns milliseconds, with one decimal below 100. */
    static String millis(Duration time) {
        long tenths = Math.round(time.toNanos() / 1e5);
        return tenths < 1000 ? tenths / 10 + "." + tenths % 10 : Long.toString(Math.round(time.toNanos() / 1e6));
    }
}
