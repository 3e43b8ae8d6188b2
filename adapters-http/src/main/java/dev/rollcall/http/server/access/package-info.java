/**
 * Decides who may do what: by the host that is called, and by who makes the request.
 */
@NullMarked
package dev.rollcall.http.server.access;

import org.jspecify.annotations.NullMarked;
