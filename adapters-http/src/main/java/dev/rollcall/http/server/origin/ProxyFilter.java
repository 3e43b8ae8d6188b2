package dev.rollcall.http.server.origin;

import dev.rollcall.http.server.web.BasePath;
import dev.rollcall.http.server.web.Response;
import io.helidon.common.uri.UriPath;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Has a request served as the client made it, before proxies passed it on. They may take the base path away or leave it: a path is the same
 * with it or without. The base path itself leads to its index, which has a slash at the end.
 */
public final class ProxyFilter implements Filter {
    private final TrustedProxies proxies;
    private final BasePath base;

    /**
     * Creates it.
     *
     * @param proxies whose word counts
     * @param base where they have the site
     */
    public ProxyFilter(TrustedProxies proxies, BasePath base) {
        this.proxies = proxies;
        this.base = base;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        base.register(request);
        proxies.forwarded(request).register(request);
        HttpPrologue asked = request.prologue();
        if (base.isWithoutSlash(asked.uriPath().rawPath())) { // links of pages are relative, and would lead beside it
            Response.seeOther("/").send(request, response);
            return;
        }
        base.below(asked.uriPath().rawPath())
                .filter(path -> !path.equals(asked.uriPath().rawPath()))
                .ifPresent(path -> request.prologue(at(path, asked)));
        chain.proceed();
    }

    private static HttpPrologue at(String path, HttpPrologue asked) {
        return HttpPrologue.create(
                asked.rawProtocol(),
                asked.protocol(),
                asked.protocolVersion(),
                asked.method(),
                UriPath.create(path),
                asked.query(),
                asked.fragment());
    }
}
