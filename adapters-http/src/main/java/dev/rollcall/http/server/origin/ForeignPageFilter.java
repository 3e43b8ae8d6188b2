package dev.rollcall.http.server.origin;

import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Problems;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses cross-site request forgery: changes that a foreign page makes a visitor's browser request. A proxy or a network may trust that
 * browser, and there is no login of ours. A {@code GET} that has other requests made asks for itself whether a foreign page is behind it.
 *
 * <p>Browsers state the origin of the page in {@code Sec-Fetch-Site} (W3C Fetch Metadata, section 2.4); older ones, and those without TLS,
 * in {@code Origin} (RFC 6454, section 7), which must then match {@code Host}. Pages can forge neither. A request with none of them comes
 * from a program.
 */
public final class ForeignPageFilter implements Filter {
    private static final HeaderName SITE = HeaderNames.create("Sec-Fetch-Site");
    /** A page of ours, or no page: the visitor typed an address or opened a bookmark. */
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private static final Set<Method> SAFE = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);
    private static final Problem FOREIGN =
            new Problem(ProblemType.FOREIGN_PAGE, "only a page of this site may request this; nothing was done");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (SAFE.contains(request.prologue().method()) || isOurs(request)) {
            chain.proceed();
        } else {
            Problems.response(FOREIGN, request).send(request, response);
        }
    }

    /**
     * Refuses a request behind which is a foreign page, whatever the method.
     *
     * @throws Problem.Refusal if so
     */
    public static void refuseForeign(ServerRequest request) {
        if (isForeign(request)) {
            throw FOREIGN.refusal();
        }
    }

    /** Returns whether a page of another site has the browser make the request, be it by a link that the visitor follows. */
    public static boolean isForeign(ServerRequest request) {
        return !isOurs(request);
    }

    private static boolean isOurs(ServerRequest request) {
        Headers headers = request.headers();
        Optional<String> site = value(headers, SITE);
        return site.isPresent()
                ? OURS.contains(site.get())
                : value(headers, HeaderNames.ORIGIN)
                        .map(origin -> matches(origin, Forwarded.of(request).host()))
                        .orElse(true);
    }

    private static boolean matches(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the value of a header; several are joined, so that they match nothing. */
    private static Optional<String> value(Headers headers, HeaderName name) {
        return headers.contains(name)
                ? Optional.of(String.join(",", headers.get(name).allValues()))
                : Optional.empty();
    }
}
