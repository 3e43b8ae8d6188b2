package dev.rollcall.domain.rollcall;

import java.time.Duration;

/**
 * What a client may ask of a roll call.
 *
 * @param policy how a roll call is done unless the client asks for another deadline
 * @param maxDeadline the longest deadline that a client may ask for
 * @param maxIds the most ids in one page or JSON document
 * @param firstId the number that {@code count} begins with
 */
public record CallLimits(CallPolicy policy, Duration maxDeadline, int maxIds, long firstId) {}
