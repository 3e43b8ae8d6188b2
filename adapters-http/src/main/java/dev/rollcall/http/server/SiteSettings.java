package dev.rollcall.http.server;

import dev.rollcall.domain.rollcall.CallLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a site.
 *
 * @param limits what a client may request of a roll call
 * @param userHeader the header in which a proxy before the server names the actor; empty if none does
 * @param hosts the names by which clients call the server, besides those of a loopback address if it listens there; {@code *.} stands for
 *     one or more labels. None, elsewhere: all
 * @param writeTimeout how long a write may block on a client that doesn't read, before the connection is closed
 */
public record SiteSettings(CallLimits limits, Optional<String> userHeader, List<String> hosts, Duration writeTimeout) {
    public SiteSettings {
        hosts = List.copyOf(hosts);
    }
}
