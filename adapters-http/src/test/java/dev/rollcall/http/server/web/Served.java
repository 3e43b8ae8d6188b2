package dev.rollcall.http.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.http.server.connection.ConnectionLimits;
import dev.rollcall.http.server.connection.MemoryBudget;
import dev.rollcall.http.server.connection.OpenConnections;
import dev.rollcall.http.server.connection.Patience;
import dev.rollcall.http.server.connection.PeerSelector;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Resources on a real port, for handwritten requests, which may be malformed. */
public final class Served implements AutoCloseable {
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(1000, 1000, new Patience(Duration.ofSeconds(30), Duration.ofSeconds(30)));

    private final OpenConnections connections;
    private final WebServer server;

    public Served(Resource... resources) {
        this(MemoryBudget.ofHeap(), resources);
    }

    /** Resources whose requests share this memory. */
    Served(MemoryBudget memory, Resource... resources) {
        connections = new OpenConnections(LIMITS, memory, () -> {});
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(100))
                .directHandlers(Problems.directHandlers())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new PeerSelector(
                        Http1Config.builder().maxPrologueLength(32 * 1024).build(), connections, memory))
                .routing(routing -> {
                    Problems.register(routing.addFilter(new RequestIdFilter()).addFilter(new ClosingFilter()));
                    List.of(resources).forEach(resource -> resource.mount(routing));
                })
                .build();
        server.start();
    }

    /** Reads something from a request. */
    @FunctionalInterface
    public interface Reading {
        Object of(ServerRequest request) throws IOException, InterruptedException;
    }

    /** Serves GET and POST of {@code /read} with the text of what was read. */
    public static Served reading(Reading reading) {
        return reading(MemoryBudget.ofHeap(), reading);
    }

    /** Serves the same with requests that share this memory. */
    static Served reading(MemoryBudget memory, Reading reading) {
        Resource.Endpoint endpoint = request -> new Response(
                Status.OK_200, List.of(), reading.of(request).toString().getBytes(UTF_8));
        return new Served(
                memory,
                Resource.at(
                        "/read",
                        new Resource.Operation(Method.GET, Resource.Admission.ANYBODY, endpoint, List.of()),
                        new Resource.Operation(Method.POST, Resource.Admission.ANYBODY, endpoint, List.of())));
    }

    /** A raw response. */
    public record Reply(String head, String body) {
        public int status() {
            return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }

        public Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst();
        }

        /** Returns the detail of the problem, after checking its status and type. */
        public String detail(int status, String slug) {
            assertThat(status()).as(body).isEqualTo(status);
            try {
                var problem = new ObjectMapper().readTree(body);
                assertThat(problem.path("type").asText()).isEqualTo("/problems/" + slug);
                return problem.path("detail").asText();
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }
    }

    /** Sends a GET request with this query. */
    public Reply query(String query) {
        return send("GET", "/read?" + query, "");
    }

    /** Sends a POST request with a body of this type. */
    public Reply post(String type, String body) {
        return send("POST", "/read", body, "Content-Type: " + type);
    }

    /** Sends a POST request with any bytes. */
    public Reply post(String type, byte[] body) {
        return send("POST", "/read", body, "Content-Type: " + type);
    }

    /** Sends a request on a new connection, and reads until it is closed. */
    public Reply send(String method, String target, String body, String... fields) {
        return send(method, target, body.getBytes(UTF_8), fields);
    }

    private Reply send(String method, String target, byte[] content, String... fields) {
        String head = "%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %s\r\n%s\r\n"
                .formatted(method, target, content.length, lines(fields));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(content);
            String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
            int end = all.indexOf("\r\n\r\n");
            assertThat(end).as(all).isPositive();
            return new Reply(all.substring(0, end), all.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(String... fields) {
        return fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    }

    @Override
    public void close() {
        server.stop();
        connections.close();
    }
}
