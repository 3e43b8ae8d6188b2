/**
 * Identifies who makes a request.
 */
@NullMarked
package dev.rollcall.http.server.access;

import org.jspecify.annotations.NullMarked;
