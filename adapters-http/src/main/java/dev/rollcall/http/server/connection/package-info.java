/** What Helidon's interfaces don't tell about a connection: whether the client is still connected, and whether it reads. */
@NullMarked
package dev.rollcall.http.server.connection;

import org.jspecify.annotations.NullMarked;
