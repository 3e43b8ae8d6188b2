/**
 * Calls the roll on another system's HTTP API. This is the only package of Rollcall that is concurrent inside, and no signature
 * shows it.
 *
 * <p>{@link dev.rollcall.http.client.HttpRemoteUsers} is the front door: it lets the workers of a
 * {@link dev.rollcall.http.client.FanOut} take the ids of a roster one by one. For each, {@code Retries} asks the {@code UsersApi},
 * which makes one blocking {@code GET} and reads the answer, as often as the limits, the {@code RetryBudget} and the deadline allow.
 * What goes over the wire stands behind one seam, {@code Engine}. Its one implementation, {@code LeanEngine}, is our own, since it does
 * only what is needed here, for half of the CPU of a general client; such a client, in the tests, must see what it sees.
 *
 * <p>An {@link dev.rollcall.http.client.Upstream} describes the remote: its {@link dev.rollcall.http.client.UriTemplate}, where in
 * an answer the {@link dev.rollcall.http.client.UserFields} stand, and its {@link dev.rollcall.http.client.RequestLimits}.
 * {@link dev.rollcall.http.client.RemoteStats} tells what came of it.
 */
@NullMarked
package dev.rollcall.http.client;

import org.jspecify.annotations.NullMarked;
