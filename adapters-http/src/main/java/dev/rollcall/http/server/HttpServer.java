package dev.rollcall.http.server;

import dev.rollcall.http.server.access.HostFilter;
import dev.rollcall.http.server.connection.PeerSelector;
import dev.rollcall.http.server.web.ClosingFilter;
import dev.rollcall.http.server.web.ForeignPageFilter;
import dev.rollcall.http.server.web.Problems;
import dev.rollcall.http.server.web.RequestIdFilter;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Serves the site on a port. Each request has its own virtual thread, so endpoints may block. */
public final class HttpServer implements AutoCloseable {
    private static final int MAX_REQUEST_LINE = 32 * 1024;
    /** How long connections stay open after the last request was completed. */
    private static final Duration CLOSE_GRACE = Duration.ofMillis(200);

    private static final int MAX_CONNECTIONS = 10_000;
    /**
     * The socket's send buffer in bytes (the system doubles it). A blocked write continues once a third of it was read, so it must be
     * small: a client that reads 5 kB a second must not count as one that doesn't read at all.
     */
    private static final int SEND_BUFFER = 192 * 1024;

    private final String host;
    private final boolean isPublic;
    private final WebServer server;
    private final ClosingFilter closing;
    private final Duration grace;

    private HttpServer(String host, boolean isPublic, WebServer server, ClosingFilter closing, Duration grace) {
        this.host = host;
        this.isPublic = isPublic;
        this.server = server;
        this.closing = closing;
        this.grace = grace;
    }

    /**
     * Starts a server.
     *
     * @param host the name or address to listen on; on a loopback address, only its names are answered, and the hosts of the site
     * @param port the port; 0 for any free one
     * @param grace how long requests in flight may continue when the server is closed, before they are cut off
     * @param ready whether requests can be served, for {@code /observe/health/ready}
     * @throws UncheckedIOException if the host is unknown or the port unavailable; the message says which
     */
    public static HttpServer start(String host, int port, Site site, Duration grace, BooleanSupplier ready) {
        var closing = new ClosingFilter();
        InetAddress address = address(host);
        boolean isPublic = !address.isLoopbackAddress();
        WebServer server = WebServer.builder()
                .address(address)
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(CLOSE_GRACE)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(Duration.ofMinutes(1))
                .idleConnectionPeriod(Duration.ofSeconds(20))
                .directHandlers(Problems.directHandlers())
                .connectionOptions(options -> options.tcpNoDelay(true).socketSendBufferSize(SEND_BUFFER))
                .useNio(false) // channels copy, and write 8 kB at a time: twice the CPU for a body of 100 kB
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new PeerSelector(http1(), site.writeTimeout()))
                .routing(routing -> site.mount(routing.addFilter(new RequestIdFilter())
                        .addFilter(closing)
                        .addFilter(new HostFilter(isPublic, site.hosts()))
                        .addFilter(new ForeignPageFilter())))
                .addFeature(ObserveFeature.builder().addObserver(health(ready)).build())
                .build();
        server.start();
        if (!server.isRunning()) {
            // it only logs why
            String message = "can't listen on %s, port %s: in use or not permitted".formatted(host, port);
            throw new UncheckedIOException(message, new BindException(message));
        }
        return new HttpServer(host, isPublic, server, closing, grace);
    }

    private static Http1Config http1() {
        return Http1Config.builder()
                .maxPrologueLength(MAX_REQUEST_LINE)
                .log(log -> log.sendLog(false).receiveLog(false))
                .build();
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getAllByName(host)[0];
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("can't listen on %s: there is no such host".formatted(host), e);
        }
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

    /** Returns whether other machines can reach the server: it doesn't listen on a loopback address. */
    public boolean isPublic() {
        return isPublic;
    }

    /** Returns the URI of the index. */
    public URI address() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://%s:%s/".formatted(shown, server.port()));
    }

    /**
     * Refuses new requests and stops the server once those in flight are completed, the grace period is over, or the thread is interrupted.
     */
    @Override
    public void close() {
        try {
            closing.drain(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean wasInterrupted = Thread.interrupted(); // or the server would throw midway
        try {
            server.stop();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
