package dev.rollcall.http.server.web;

import dev.rollcall.domain.rollcall.TraceParent;
import dev.rollcall.http.server.connection.Peer;
import dev.rollcall.http.server.connection.RequestId;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sets {@code X-Request-Id} in each response, the id by which a request is found in logs: the one in the request, or else the id of its
 * trace (W3C Trace Context, section 3.2), or else a new one.
 */
public final class RequestIdFilter implements Filter {
    /** What the names of threads that serve a request begin with, before its id. */
    public static final String THREAD = "request ";

    private static final HeaderName TRACE = HeaderNames.create("traceparent");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String id = id(request.headers());
        request.context().register(RequestId.NAME, id);
        response.header(RequestId.NAME, id);
        Peer.of(request).identify(id);
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName(THREAD + id); // by which logs name the request
        try {
            chain.proceed();
        } finally {
            thread.setName(name);
        }
    }

    /** Returns the header of a response to a request that doesn't reach the filter. */
    static Header header(Headers request) {
        return HeaderValues.create(RequestId.NAME, id(request));
    }

    /** Returns the id of a request. */
    public static String of(ServerRequest request) {
        return request.context().get(RequestId.NAME, String.class).orElse("without an id");
    }

    private static String id(Headers headers) {
        if (headers.contains(RequestId.NAME)) {
            String given = headers.get(RequestId.NAME).get();
            if (ID.matcher(given).matches()) {
                return given;
            }
        }
        return trace(headers).map(TraceParent::traceId).orElseGet(RequestId::create);
    }

    /** Returns the trace that a request belongs to; empty if it doesn't say so. */
    public static Optional<TraceParent> trace(Headers headers) {
        return headers.contains(TRACE) ? TraceParent.of(headers.get(TRACE).get()) : Optional.empty();
    }
}
