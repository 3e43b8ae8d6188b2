package dev.rollcall.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A remote that knows everybody, but answers as it is told. Safe for use by many threads. */
final class ToldRemote implements AutoCloseable {
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile String title = "Person";

    private ToldRemote(HttpServer server) {
        this.server = server;
    }

    /** Starts it, and returns when it listens. */
    static ToldRemote start() throws IOException {
        var remote = new ToldRemote(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        remote.server.setExecutor(remote.threads);
        remote.server.createContext("/", remote::answer);
        remote.server.start();
        return remote;
    }

    /** Returns the URI of a user, with {@code {id}} where the id goes. */
    String uri() {
        return "http://127.0.0.1:%s/{id}".formatted(server.getAddress().getPort());
    }

    /** Answers requests for this id with this status. */
    void refuse(String id, int status) {
        statuses.put(id, status);
    }

    /** Lets requests for this id wait. */
    void hold(String id) {
        held.put(id, new CountDownLatch(1));
    }

    /** Calls everybody by this and the id from now on. */
    void renameAll(String newTitle) {
        title = newTitle;
    }

    /** Answers everything from now on, and also what waits, as if nothing had been told. */
    void forget() {
        statuses.clear();
        held.values().forEach(CountDownLatch::countDown);
        held.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring(1);
        CountDownLatch latch = held.get(id);
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        byte[] user = "{\"id\":\"%1$s\",\"name\":\"%2$s %1$s\",\"email\":\"%1$s@example.org\"}"
                .formatted(id, title)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(statuses.getOrDefault(id, 200), user.length);
        exchange.getResponseBody().write(user);
        exchange.close();
    }

    @Override
    public void close() {
        forget();
        server.stop(0);
        threads.close();
    }
}
