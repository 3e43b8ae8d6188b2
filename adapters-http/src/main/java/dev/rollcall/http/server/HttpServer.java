package dev.rollcall.http.server;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The site on a port. Each request is served on a virtual thread of its own, so that endpoints may block. */
public final class HttpServer implements AutoCloseable {
    private static final int MAX_REQUEST_LINE = 32 * 1024;
    private static final int MAX_CONNECTIONS = 10_000;

    private final String host;
    private final WebServer server;
    private final ClosingFilter closing;

    private HttpServer(String host, WebServer server, ClosingFilter closing) {
        this.host = host;
        this.server = server;
        this.closing = closing;
    }

    /**
     * Starts to serve.
     *
     * @param host the name or address to listen on
     * @param port the port; 0 for any that is free
     * @param grace how long requests in flight may go on when the server is closed
     * @param ready tells whether requests can be served, for {@code /observe/health/ready}
     * @throws UncheckedIOException if the port can't be had; the message says which
     */
    public static HttpServer start(String host, int port, Site site, Duration grace, BooleanSupplier ready) {
        var closing = new ClosingFilter();
        WebServer server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(grace)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(Duration.ofMinutes(1))
                .idleConnectionPeriod(Duration.ofSeconds(20))
                .directHandlers(Problems.directHandlers())
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(MAX_REQUEST_LINE)
                        .validateResponseHeaders(true)
                        .sendLog(false)
                        .receiveLog(false)
                        .build())
                .routing(routing -> site.mount(routing.addFilter(closing)))
                .addFeature(ObserveFeature.builder().addObserver(health(ready)).build())
                .build();
        server.start();
        if (!server.isRunning()) {
            // it logs why and goes on
            throw new UncheckedIOException(
                    new BindException("can't listen on %s, port %d: is it in use?".formatted(host, port)));
        }
        return new HttpServer(host, server, closing);
    }

    private static HealthObserver health(BooleanSupplier ready) {
        return HealthObserver.builder()
                .useSystemServices(false)
                .details(true)
                .addCheck(() -> state(ready.getAsBoolean()), HealthCheckType.READINESS, "database")
                .build();
    }

    private static HealthCheckResponse state(boolean up) {
        return HealthCheckResponse.builder().status(up).build();
    }

    /** Returns where it listens. */
    public URI address() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://%s:%d/".formatted(shown, server.port()));
    }

    /** Takes no more connections, lets the requests in flight be answered, and returns when they are, or the grace is over. */
    @Override
    public void close() {
        closing.stop();
        server.stop();
    }
}
