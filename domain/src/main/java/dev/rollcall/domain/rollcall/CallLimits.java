package dev.rollcall.domain.rollcall;

import java.time.Duration;

/**
 * Limits on what a client may request of a roll call.
 *
 * @param policy the default policy; a client may ask for another deadline
 * @param maxDeadline the longest deadline that a client may ask for
 * @param maxIds the most ids in one page or JSON document
 * @param firstId the first id of a roster that is requested by {@code count}
 */
public record CallLimits(CallPolicy policy, Duration maxDeadline, int maxIds, long firstId) {}
