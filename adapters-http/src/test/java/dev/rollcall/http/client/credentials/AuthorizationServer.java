package dev.rollcall.http.client.credentials;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.http.client.api.Credentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An authorization server, and a users API that accepts its tokens. */
public final class AuthorizationServer implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Set<String> valid = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile int status = 200;
    private volatile String body = "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":60}";
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile boolean rejectsAll;

    /** Starts it, and returns when it listens. */
    public AuthorizationServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/token", this::grant);
        server.createContext("/users/", this::user);
        server.start();
    }

    private void grant(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + form);
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        String token = "token-" + granted.incrementAndGet();
        if (status == 200) {
            valid.add("Bearer " + token);
        }
        send(exchange, status, body.formatted(token));
    }

    private void user(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (rejectsAll || authorization == null || !valid.contains(authorization)) {
            refused.incrementAndGet();
            send(exchange, 401, "{\"error\":\"invalid_token\"}");
            return;
        }
        String id = exchange.getRequestURI().getPath().substring("/users/".length());
        send(exchange, 200, "{\"id\":\"%s\",\"name\":\"User %s\",\"email\":\"a@b\"}".formatted(id, id));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Returns the address of everything. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns a client that it knows. */
    public Credentials.Client client() {
        return new Credentials.Client(
                URI.create(uri() + "/token"), "me", "s3cr+t", Optional.of("users.read"), Optional.empty(), false);
    }

    /** Answers requests for tokens like that from now on; {@code %s} is the token. */
    public void answers(int otherStatus, String otherBody) {
        status = otherStatus;
        body = otherBody;
    }

    /** Lets requests for tokens wait from now on, until the latch is down. */
    public void hold(CountDownLatch latch) {
        held = latch;
    }

    /** Accepts none of the tokens granted so far. */
    public void revoke() {
        valid.clear();
    }

    /** Accepts no token at all, from now on or no longer. */
    public void rejectAll(boolean all) {
        rejectsAll = all;
    }

    /** Returns what was asked for tokens: the authorization and the form. */
    public List<String> asked() {
        return asked;
    }

    /** Returns how often the users API said 401. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
        threads.close();
    }
}
