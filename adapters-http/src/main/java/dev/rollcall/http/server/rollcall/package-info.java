/**
 * Roll calls over HTTP: the page, its form and its pictures, and the API with its streams.
 */
@NullMarked
package dev.rollcall.http.server.rollcall;

import org.jspecify.annotations.NullMarked;
