package dev.rollcall.http.server.origin;

import dev.rollcall.domain.Quoted;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Problems;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses requests to hosts that aren't this server's with 421 (RFC 9110, section 15.5.20), so that no page can make a browser believe that
 * this server is part of its site (DNS rebinding). The health of the server is told to everybody: who probes it uses any address, and it
 * reveals nothing.
 *
 * <p>The host is that of the target, if it is an absolute URI, or else of {@code Host} (RFC 9112, section 3.2.2), of which the server
 * demands exactly one.
 */
public final class HostFilter implements Filter {
    private static final Pattern ABSOLUTE = Pattern.compile("https?://([^/]+).*", Pattern.CASE_INSENSITIVE);
    private static final Set<String> HEALTH =
            Set.of("/observe/health", "/observe/health/live", "/observe/health/ready");
    private static final String METRICS = "/observe/metrics";
    private static final Problem WRONG_TARGET = new Problem(
            ProblemType.BAD_REQUEST, "the target of the request must be a path, or an absolute http or https URI");

    private final Hosts hosts;
    private final boolean isPublic;

    /**
     * Creates it.
     *
     * @param isPublic whether the server listens elsewhere than on a loopback address; if not, it answers to loopback names
     * @param names the other names to which it answers; none, if it is public: all
     */
    public HostFilter(boolean isPublic, Collection<String> names) {
        this.hosts = new Hosts(isPublic, names);
        this.isPublic = isPublic;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Optional<Problem> problem = problem(request);
        if (problem.isEmpty()) {
            chain.proceed();
        } else {
            Problems.response(problem.get(), request).send(request, response);
        }
    }

    private Optional<Problem> problem(RoutingRequest request) {
        String target = request.prologue().uriPath().rawPath();
        if (target.startsWith("/") || target.equals("*")) {
            // a script of a rebound page can say what a proxy on this machine does, but not for which host it asks
            String received = Forwarded.received(request).host();
            Optional<Problem> rebound = isPublic ? Optional.empty() : problem(request, received);
            return rebound.or(() -> problem(request, Forwarded.of(request).host()));
        }
        Matcher absolute = ABSOLUTE.matcher(target);
        return absolute.matches() ? problem(request, absolute.group(1)) : Optional.of(WRONG_TARGET);
    }

    private Optional<Problem> problem(RoutingRequest request, String host) {
        return hosts.include(host) || isForAnyHost(request.prologue().uriPath().path())
                ? Optional.empty()
                : Optional.of(misdirected(host));
    }

    /** What asks for health or metrics asks each instance, by its address. */
    private boolean isForAnyHost(String path) {
        return HEALTH.contains(path) || (isPublic && path.equals(METRICS));
    }

    private static Problem misdirected(String host) {
        return new Problem(
                ProblemType.MISDIRECTED_REQUEST,
                "this server doesn't answer to the host %s; the setting server.hosts lists those to which it does"
                        .formatted(Quoted.of(host)));
    }
}
