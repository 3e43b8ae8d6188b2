/**
 * HTTP/1.1 over sockets that don't block: {@code GET}s on their way over many connections, and one thread that waits for whichever goes
 * on first. It knows neither users nor roll calls.
 *
 * <p>{@link dev.rollcall.http.client.http1.Connections} is the front door.
 */
@NullMarked
package dev.rollcall.http.client.http1;

import org.jspecify.annotations.NullMarked;
