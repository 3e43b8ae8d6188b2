package dev.rollcall.app.wiring;

import dev.rollcall.http.server.telemetry.Served;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * How long requests took, by route: {@code http_server_request_duration_seconds} with the attributes of OpenTelemetry's semantic conventions
 * for HTTP. Safe for use by many threads.
 */
final class RequestMetrics implements Consumer<Served> {
    static final String NAME = "http.server.request.duration";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    /** What is counted together. Clients can't make up further ones. */
    private record Kind(String method, String route, int status) {
        static Kind of(Served request) {
            String method = METHODS.contains(request.method()) ? request.method() : "_OTHER";
            return new Kind(method, request.route().orElse(""), request.status());
        }
    }

    @Override
    public void accept(Served request) {
        timers.computeIfAbsent(Kind.of(request), RequestMetrics::timer).record(request.elapsed());
    }

    private static Timer timer(Kind kind) {
        return Metrics.timer(
                NAME,
                "How long requests took, until the last byte of the response was sent",
                List.of(
                        Tag.create("http.request.method", kind.method()),
                        Tag.create("http.route", kind.route()),
                        Tag.create("http.response.status_code", Integer.toString(kind.status()))));
    }
}
