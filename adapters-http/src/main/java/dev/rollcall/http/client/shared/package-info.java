/**
 * What all roll calls on one remote share, so that together they don't overload it: {@code Slots} limit the requests in flight, a {@code
 * RetryBudget} limits retries, a {@code Gate} with a {@code CircuitBreaker} holds requests back while the remote is down or signals
 * back-pressure, and {@code SharedRequests} deduplicate requests for the same id. Nothing here blocks.
 */
@NullMarked
package dev.rollcall.http.client.shared;

import org.jspecify.annotations.NullMarked;
