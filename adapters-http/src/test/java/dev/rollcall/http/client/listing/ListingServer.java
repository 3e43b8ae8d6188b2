package dev.rollcall.http.client.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.domain.contract.RemoteListingContract.PageFault;
import dev.rollcall.domain.contract.RemoteListingContract.PagedRemote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A remote on a loopback port that lists its users as it is told: {@code /users}, with {@code size}, and {@code offset} or {@code page} or
 * {@code after}. A page has a link to the next one, the next one's URI and cursor, and the number of all users.
 */
final class ListingServer implements PagedRemote, AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final HttpServer server;
    private final Map<Integer, Deque<PageFault>> faults = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> asked = new ArrayList<>();
    private int users;
    private int first;
    private int newcomers;

    ListingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/users", this::answer);
        server.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Counts offsets and pages from here. */
    void countFrom(int number) {
        first = number;
    }

    @Override
    public synchronized void has(int count) {
        users = count;
    }

    @Override
    public synchronized void on(int page, PageFault... inTurn) {
        faults.put(page, new ArrayDeque<>(List.of(inTurn)));
    }

    @Override
    public synchronized int requests() {
        return asked.size();
    }

    /** Returns the URIs that were asked for. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized void awaitRequests(int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (asked.size() < count && System.nanoTime() < end) {
            wait(100);
        }
        if (asked.size() < count) {
            throw new AssertionError("only " + asked.size() + " requests came");
        }
    }

    private synchronized PageFault next(HttpExchange exchange, int page) {
        asked.add(exchange.getRequestURI().toString());
        notifyAll();
        Deque<PageFault> inTurn = faults.get(page);
        if (inTurn == null) {
            return PageFault.NONE;
        }
        return inTurn.size() > 1 ? inTurn.removeFirst() : inTurn.getFirst();
    }

    private static @Nullable Integer parameter(HttpExchange exchange, String name) {
        for (String parameter : exchange.getRequestURI().getQuery().split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                return Integer.valueOf(parameter.substring(name.length() + 1));
            }
        }
        return null;
    }

    private void answer(HttpExchange exchange) throws IOException {
        int size = Objects.requireNonNull(parameter(exchange, "size"));
        Integer offset = parameter(exchange, "offset");
        Integer page = parameter(exchange, "page");
        Integer after = parameter(exchange, "after");
        int begin = offset != null ? offset - first : page != null ? (page - first) * size : after != null ? after : 0;
        try {
            answer(exchange, begin, size, next(exchange, begin / size));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, int begin, int size, PageFault fault)
            throws IOException, InterruptedException {
        if (fault == PageFault.SHIFTS) {
            letComeOneMore();
        }
        String whole = body(begin, size);
        switch (fault) {
            case NONE, SHIFTS -> page(exchange, begin, size, whole);
            case FAILS -> send(exchange, 500, "{\"error\":\"out of order\"}");
            case FORBIDS -> send(exchange, 403, "{\"error\":\"missing role\"}");
            case IS_LOST -> send(exchange, 404, "{\"error\":\"no such path\"}");
            case REDIRECTS -> {
                exchange.getResponseHeaders().add("Location", "/login");
                send(exchange, 302, "");
            }
            case IS_BUSY -> {
                exchange.getResponseHeaders().add("Retry-After", "0");
                send(exchange, 503, "");
            }
            case ASKS_FOR_A_SECOND -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                send(exchange, 429, "");
            }
            case HANGS_UP -> {
                return;
            }
            case BREAKS_OFF -> {
                exchange.sendResponseHeaders(200, whole.length());
                exchange.getResponseBody()
                        .write(whole.substring(0, whole.length() / 2).getBytes(UTF_8));
                exchange.getResponseBody().flush();
            }
            case TRAILS_OFF -> page(exchange, begin, size, whole.substring(0, whole.length() / 2));
            case BABBLES -> send(exchange, 200, "<html><body>Please log in</body></html>");
            case EXCUSES_ITSELF -> send(exchange, 200, "{\"error\":\"quota exceeded\"}");
            case TELLS_NO_IDS -> page(exchange, begin, size, whole.replace("\"id\"", "\"key\""));
            case OMITS_AN_ID -> page(exchange, begin, size, whole.replaceFirst("\"id\"", "\"key\""));
            case BEGINS_AGAIN -> page(exchange, begin, size, body(0, size));
            case IS_SILENT -> closed.await();
        }
    }

    private static String user(int number) {
        return "{\"id\":%s,\"name\":\"Name of %1$s\",\"email\":\"%1$s@example.org\"}".formatted(number);
    }

    private synchronized void letComeOneMore() {
        users++;
        newcomers++;
    }

    private String body(int begin, int size) {
        int end = Math.min(users, begin + size);
        List<String> page = IntStream.range(begin, end)
                .map(index -> index - newcomers)
                .mapToObj(ListingServer::user)
                .toList();
        boolean isLast = end >= users;
        return "{\"users\":[%s],\"total\":%s,\"after\":%s,\"uri\":%s}"
                .formatted(
                        String.join(",", page),
                        users,
                        isLast ? "null" : "\"" + end + "\"",
                        isLast ? "\"\"" : "\"?size=%s&after=%s\"".formatted(size, end));
    }

    private void page(HttpExchange exchange, int begin, int size, String body) throws IOException {
        String here = "%s/users?size=%s&after=".formatted(uri(), size);
        exchange.getResponseHeaders().add("Link", "<%s%s>; title=\"a, b\"; rel=\"first\"".formatted(here, 0));
        if (begin + size < users) {
            exchange.getResponseHeaders().add("Link", "<%s%s>; rel=\"next last\"".formatted(here, begin + size));
        }
        send(exchange, 200, body);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", body.startsWith("<") ? "text/html" : "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
