/**
 * Incremental parser of HTTP/1.1 responses (RFC 9112), strict and bounded. It knows neither sockets nor users.
 *
 * <p>{@code ResponseReader} consumes the bytes of a {@code ReceiveBuffer} and produces a {@code RemoteResponse}.
 */
@NullMarked
package dev.rollcall.http.client.response;

import org.jspecify.annotations.NullMarked;
