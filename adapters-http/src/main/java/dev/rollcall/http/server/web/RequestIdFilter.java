package dev.rollcall.http.server.web;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets {@code X-Request-Id} in each response, the id by which a request is found in logs: the one in the request, or else the id of its
 * trace (W3C Trace Context, section 3.2), or else a new one.
 */
public final class RequestIdFilter implements Filter {
    private static final HeaderName TRACE = HeaderNames.create("traceparent");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");
    private static final Pattern TRACE_ID =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String id = id(request.headers());
        request.context().register(RequestId.NAME, id);
        response.header(RequestId.NAME, id);
        Peer.of(request).identify(id);
        chain.proceed();
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
        if (headers.contains(TRACE)) {
            Matcher trace = TRACE_ID.matcher(headers.get(TRACE).get());
            if (trace.matches()) {
                return trace.group(1);
            }
        }
        return RequestId.create();
    }
}
