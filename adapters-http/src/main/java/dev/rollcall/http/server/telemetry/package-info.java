/** What the server tells of each request, for logs and metrics. */
@NullMarked
package dev.rollcall.http.server.telemetry;

import org.jspecify.annotations.NullMarked;
