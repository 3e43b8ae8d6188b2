/** A connection, as far as the server's own interfaces don't show it: whether the client is still there, and whether it reads. */
@NullMarked
package dev.rollcall.http.server.connection;

import org.jspecify.annotations.NullMarked;
