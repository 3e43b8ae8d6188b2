/**
 * HTTP itself, on top of Helidon: resources, requests, responses, problems, filters and pages. It knows no feature.
 */
@NullMarked
package dev.rollcall.http.server.web;

import org.jspecify.annotations.NullMarked;
