/**
 * HTTP itself, on top of Helidon: resources and their methods, what requests bring, what responses are, problems, filters and
 * pages. It knows no feature.
 */
@NullMarked
package dev.rollcall.http.server.web;

import org.jspecify.annotations.NullMarked;
