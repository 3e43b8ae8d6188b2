/**
 * Responses of HTTP/1.1 (RFC 9112), read from bytes as they come, strictly and within limits. It knows neither sockets nor users.
 *
 * <p>{@code ResponseReader} takes the bytes, and {@code RemoteResponse} is what it makes of them.
 */
@NullMarked
package dev.rollcall.http.client.response;

import org.jspecify.annotations.NullMarked;
