/**
 * The way to a remote: through which proxy, whom to trust, and with which certificate. It knows no sockets; all its types are values, or
 * decide without I/O, and are safe for use by many threads.
 *
 * <p>{@link dev.rollcall.http.client.network.Network} is the entry point.
 */
@NullMarked
package dev.rollcall.http.client.network;

import org.jspecify.annotations.NullMarked;
