package dev.rollcall.http.server;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallPolicy;
import java.time.Duration;

/**
 * What a client may ask of a roll call.
 *
 * @param policy how a roll call is done unless the client asks for another deadline
 * @param maxDeadline the longest deadline that a client may ask for
 * @param maxIds the most ids in one page or JSON document
 * @param firstId the number that {@code count} begins with
 */
public record CallLimits(CallPolicy policy, Duration maxDeadline, int maxIds, long firstId) {
    /** Returns the longest JSON body that so many ids can need, in bytes: with each character as a pair of escapes. */
    int maxBody() {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE / 2, 1024 + maxIds * (6L * UserId.MAX_LENGTH + 4)));
    }
}
