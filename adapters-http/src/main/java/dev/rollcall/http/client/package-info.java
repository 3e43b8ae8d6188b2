/**
 * Calls the roll on another system's HTTP API. This is the only package of Rollcall that is concurrent inside, and no signature
 * shows it.
 *
 * <p>{@link dev.rollcall.http.client.HttpRemoteUsers} is the front door: it lets the workers of a
 * {@link dev.rollcall.http.client.FanOut} take the ids of a roster one by one, each asking the users API by one blocking
 * {@code GET}. An {@link dev.rollcall.http.client.Upstream} describes that API: its
 * {@link dev.rollcall.http.client.UriTemplate}, and where in an answer the {@link dev.rollcall.http.client.UserFields} stand.
 */
@NullMarked
package dev.rollcall.http.client;

import org.jspecify.annotations.NullMarked;
