/**
 * The remote's users API: what is asked, and what the responses mean.
 *
 * <p>An {@link dev.rollcall.http.client.api.Upstream} describes the remote: its {@link dev.rollcall.http.client.api.UriTemplate}, where in
 * an answer the {@link dev.rollcall.http.client.api.UserFields} stand, its {@link dev.rollcall.http.client.api.RequestLimits}, and the
 * {@link dev.rollcall.http.client.api.Proofs} that its answers are to have. {@code UsersApi} makes the request for one user, and reads a
 * response as a {@code Reply}. Nothing here waits, and nothing is in flight.
 */
@NullMarked
package dev.rollcall.http.client.api;

import org.jspecify.annotations.NullMarked;
