package dev.rollcall.http.server.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses a change that a page of somebody else makes the browser of a visitor ask for (cross-site request forgery): a proxy or a network
 * may trust that browser, and no login of ours stands in between.
 *
 * <p>The browser says in {@code Sec-Fetch-Site} whose page it is (W3C Fetch Metadata, section 2.4); an older one, or one that came without
 * TLS, says the same in {@code Origin} (RFC 6454, section 7), which must then name the host that the request is for. A page can forge
 * neither. A request with none of them comes from no page, but from a program.
 */
public final class ForeignPageFilter implements Filter {
    private static final HeaderName SITE = HeaderNames.create("Sec-Fetch-Site");
    /** Ours, or the visitor himself, who typed an address or opened a bookmark. */
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private static final Set<Method> SAFE = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);
    private static final Problem FOREIGN =
            new Problem(ProblemType.FOREIGN_PAGE, "only a page of this site may ask for a change; nothing was changed");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (SAFE.contains(request.prologue().method()) || isOurs(request.headers())) {
            chain.proceed();
        } else {
            Problems.response(FOREIGN, request.headers()).send(request, response);
        }
    }

    private static boolean isOurs(Headers headers) {
        Optional<String> site = value(headers, SITE);
        return site.isPresent()
                ? OURS.contains(site.get())
                : value(headers, HeaderNames.ORIGIN)
                        .map(origin -> names(origin, value(headers, HeaderNames.HOST)))
                        .orElse(true);
    }

    private static boolean names(String origin, Optional<String> host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && host.map(authority::equalsIgnoreCase).orElse(false);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the header's value; of several, what is no value of any. */
    private static Optional<String> value(Headers headers, HeaderName name) {
        return headers.contains(name)
                ? Optional.of(String.join(",", headers.get(name).allValues()))
                : Optional.empty();
    }
}
