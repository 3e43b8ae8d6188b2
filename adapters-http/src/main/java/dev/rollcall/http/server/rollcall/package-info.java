/**
 * Roll calls over HTTP: the page with its form and diagrams, and the API with its streams.
 */
@NullMarked
package dev.rollcall.http.server.rollcall;

import org.jspecify.annotations.NullMarked;
