/** The server. */
@NullMarked
package dev.rollcall.http.server;

import org.jspecify.annotations.NullMarked;
