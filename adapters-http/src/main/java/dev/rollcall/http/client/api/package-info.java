/**
 * The remote's users API: requests, and the meaning of responses.
 *
 * <p>An {@link dev.rollcall.http.client.api.Upstream} describes the remote: its {@link dev.rollcall.http.client.api.UriTemplate}, the
 * {@link dev.rollcall.http.client.mapping.FieldMapping} of its JSON, its {@link dev.rollcall.http.client.api.RequestLimits}, and the {@link
 * dev.rollcall.http.client.api.Proofs} that its answers need. {@code UsersApi} builds the request for one user and reads a response as a
 * {@code Reply}. Nothing here does I/O.
 */
@NullMarked
package dev.rollcall.http.client.api;

import org.jspecify.annotations.NullMarked;
