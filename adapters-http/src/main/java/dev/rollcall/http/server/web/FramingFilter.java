package dev.rollcall.http.server.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses a request of which a proxy before us and the server could think differently where it ends (RFC 9112, sections 6.1 and
 * 6.3): that is how requests are smuggled.
 */
public final class FramingFilter implements Filter {
    private static final Problem AMBIGUOUS = new Problem(
                    ProblemType.BAD_REQUEST,
                    "the length of the body must be told once, by Content-Length or by Transfer-Encoding: chunked")
            .with(HeaderValues.CONNECTION_CLOSE);
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (isAmbiguous(request.headers())) {
            Problems.response(AMBIGUOUS, request.headers()).send(request, response);
        } else {
            chain.proceed();
        }
    }

    private static boolean isAmbiguous(Headers headers) {
        boolean hasLength = headers.contains(HeaderNames.CONTENT_LENGTH);
        boolean hasCoding = headers.contains(HeaderNames.TRANSFER_ENCODING);
        if (hasLength && hasCoding) {
            return true;
        }
        if (hasLength) {
            List<String> lengths = headers.get(HeaderNames.CONTENT_LENGTH).allValues();
            return lengths.size() > 1 || !LENGTH.matcher(lengths.getFirst()).matches();
        }
        return hasCoding
                && !headers.get(HeaderNames.TRANSFER_ENCODING).allValues().equals(List.of("chunked"));
    }
}
