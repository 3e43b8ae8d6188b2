package dev.rollcall.http.server.telemetry;

import dev.rollcall.http.server.access.Caller;
import dev.rollcall.http.server.origin.Forwarded;
import dev.rollcall.http.server.web.RequestIdFilter;
import dev.rollcall.http.server.web.Resource;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** Tells of each request that was served. Those that can't even be read don't come here. */
public final class TelemetryFilter implements Filter {
    private final Consumer<Served> listener;

    /** Creates it; the listener is called by the thread of the request, and must not block or throw. */
    public TelemetryFilter(Consumer<Served> listener) {
        this.listener = listener;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long began = System.nanoTime();
        boolean isCut = true;
        try {
            chain.proceed();
            isCut = false;
        } finally {
            listener.accept(served(request, response, isCut, Duration.ofNanos(System.nanoTime() - began)));
        }
    }

    private static Served served(RoutingRequest request, RoutingResponse response, boolean isCut, Duration elapsed) {
        return new Served(
                RequestIdFilter.of(request),
                request.prologue().method().text(),
                Resource.route(request),
                request.prologue().uriPath().rawPath(),
                Forwarded.of(request).client(),
                request.context().get(Caller.class).map(Caller::actor),
                response.status().code(),
                isCut,
                elapsed);
    }
}
