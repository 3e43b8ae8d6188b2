/**
 * What the roll calls on one remote share, so that together they ask no more than it can bear: {@code Slots} for the requests in flight,
 * a {@code RetryBudget}, a {@code Gate} that keeps requests from a remote that is down or wants to be left alone, and the requests of
 * others that can be shared. Nothing here blocks.
 */
@NullMarked
package dev.rollcall.http.client.shared;

import org.jspecify.annotations.NullMarked;
