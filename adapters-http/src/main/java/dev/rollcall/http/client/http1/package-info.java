/**
 * HTTP/1.1 over non-blocking sockets: one thread has many {@code GET}s in flight over many connections. It knows neither users nor roll
 * calls.
 *
 * <p>{@link dev.rollcall.http.client.http1.Connections} is the entry point; a {@link dev.rollcall.http.client.http1.ConnectionPool} keeps
 * them between roll calls.
 */
@NullMarked
package dev.rollcall.http.client.http1;

import org.jspecify.annotations.NullMarked;
