package dev.rollcall.domain.directory;

import java.time.Instant;

/**
 * Who made a change, and when.
 *
 * @param by who
 * @param at when; the directory truncates it to microseconds
 */
public record Attribution(Actor by, Instant at) {}
