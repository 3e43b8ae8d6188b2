/** What carries bytes over a connected channel: the channel itself, TLS, and a proxy's tunnel. It knows no pool and no request. */
@NullMarked
package dev.rollcall.http.client.transport;

import org.jspecify.annotations.NullMarked;
