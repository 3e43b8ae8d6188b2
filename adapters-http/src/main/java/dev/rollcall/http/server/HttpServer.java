package dev.rollcall.http.server;

import dev.rollcall.http.server.connection.ConnectionLimits;
import dev.rollcall.http.server.connection.MemoryBudget;
import dev.rollcall.http.server.connection.OmittedLength;
import dev.rollcall.http.server.connection.OpenConnections;
import dev.rollcall.http.server.connection.PeerSelector;
import dev.rollcall.http.server.origin.ForeignPageFilter;
import dev.rollcall.http.server.origin.HostFilter;
import dev.rollcall.http.server.telemetry.Served;
import dev.rollcall.http.server.telemetry.TelemetryFilter;
import dev.rollcall.http.server.web.ClosingFilter;
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
import java.util.function.Consumer;

/** Serves the site on a port. Each request has its own virtual thread, so endpoints may block. */
public final class HttpServer implements AutoCloseable {
    /** More than the framing lets through. */
    private static final int MAX_HEAD = 64 * 1024;
    /** How long connections stay open after the last request was completed. */
    private static final Duration CLOSE_GRACE = Duration.ofMillis(200);

    /** How many connections may wait until they are accepted; the system may allow fewer. */
    private static final int BACKLOG = 4096;
    /** How many connections more than the limit are accepted, which then others are closed for. */
    private static final int MARGIN = 64;
    /**
     * The socket's send buffer in bytes (the system doubles it). A blocked write continues once a third of it was read, so it must be
     * small: a client that reads 5 kB a second must not count as one that doesn't read at all.
     */
    private static final int SEND_BUFFER = 192 * 1024;

    private final ServerSettings settings;
    private final boolean isPublic;
    private final WebServer server;
    private final OpenConnections connections;
    private final ClosingFilter closing;

    private HttpServer(
            ServerSettings settings,
            boolean isPublic,
            WebServer server,
            OpenConnections connections,
            ClosingFilter closing) {
        this.settings = settings;
        this.isPublic = isPublic;
        this.server = server;
        this.connections = connections;
        this.closing = closing;
    }

    /**
     * Starts a server.
     *
     * @param ready whether requests can be served, for {@code /observe/health/ready}
     * @param served told of each request that was served, by its thread; must not block or throw
     * @param ended called if the server can't accept connections any more, although it isn't closed; it can't be started again
     * @throws UncheckedIOException if the host is unknown or the port unavailable; the message says which
     */
    public static HttpServer start(
            ServerSettings settings, Site site, BooleanSupplier ready, Consumer<Served> served, Runnable ended) {
        var closing = new ClosingFilter();
        ConnectionLimits limits = settings.connections();
        MemoryBudget memory = MemoryBudget.ofHeap();
        var connections = new OpenConnections(limits, memory, ended);
        InetAddress address = address(settings.host());
        boolean isPublic = !address.isLoopbackAddress();
        WebServer server = WebServer.builder()
                .address(address)
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(CLOSE_GRACE)
                .backlog(BACKLOG)
                .maxTcpConnections(limits.max() + MARGIN)
                .directHandlers(Problems.directHandlers())
                .connectionOptions(options -> options.tcpNoDelay(true).socketSendBufferSize(SEND_BUFFER))
                .useNio(false) // channels copy, and write 8 kB at a time: twice the CPU for a body of 100 kB
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new PeerSelector(http1(), connections, memory))
                .routing(routing -> site.mount(routing.addFilter(new RequestIdFilter())
                        .addFilter(site.proxies())
                        .addFilter(new TelemetryFilter(served))
                        .addFilter(closing)
                        .addFilter(new HostFilter(isPublic, settings.hosts()))
                        .addFilter(new ForeignPageFilter())))
                .addFeature(ObserveFeature.builder().addObserver(health(ready)).build())
                .build();
        server.start();
        var started = new HttpServer(settings, isPublic, server, connections, closing);
        if (!server.isRunning()) {
            started.close();
            // it only logs why
            String message =
                    "can't listen on %s, port %s: in use or not permitted".formatted(settings.host(), settings.port());
            throw new UncheckedIOException(message, new BindException(message));
        }
        return started;
    }

    private static Http1Config http1() {
        return Http1Config.builder()
                .maxPrologueLength(MAX_HEAD)
                .maxHeadersSize(MAX_HEAD)
                .addSendListener(new OmittedLength())
                .log(log -> log.sendLog(false).receiveLog(false))
                .build();
    }

    /**
     * Returns whether other machines could reach a server that listens on this host: it isn't a loopback address.
     *
     * @throws UncheckedIOException if the host is unknown
     */
    public static boolean isPublic(String host) {
        return !address(host).isLoopbackAddress();
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
        String host = settings.host();
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://%s:%s/".formatted(shown, server.port()));
    }

    /**
     * Refuses new requests and stops the server once those in flight are completed, the grace period is over, or the thread is interrupted.
     * Clients that make it wait are cut off.
     */
    @Override
    public void close() {
        connections.hurry();
        try {
            closing.drain(settings.grace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean wasInterrupted = Thread.interrupted(); // or the server would throw midway
        try {
            server.stop();
        } finally {
            connections.close();
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
