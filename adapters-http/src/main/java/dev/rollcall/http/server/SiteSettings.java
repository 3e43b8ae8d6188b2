package dev.rollcall.http.server;

import dev.rollcall.domain.rollcall.CallLimits;
import java.time.Duration;
import java.util.Optional;

/**
 * What is set of a site.
 *
 * @param limits what a client may ask of a roll call
 * @param userHeader the header in which a proxy before the server says who makes a request; empty if none does
 * @param writeTimeout how long a client may read nothing of a stream before it is cut
 */
public record SiteSettings(CallLimits limits, Optional<String> userHeader, Duration writeTimeout) {}
