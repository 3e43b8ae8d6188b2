package dev.rollcall.http.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.domain.RemoteUsersContract.Behaviour;
import dev.rollcall.domain.RemoteUsersContract.Remote;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.response.Gzipped;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/** A users API on a loopback port that answers, delays, stalls, cuts and babbles as it is told, on plain sockets. */
final class ScriptedRemote implements Remote, AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final ServerSocket server;
    private final Map<UserId, Deque<Behaviour>> script = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    /** The fields of all heads that came. */
    final Set<String> fields = ConcurrentHashMap.newKeySet();

    private final Thread acceptor;
    private int requests;
    private int inFlight;
    private int peak;
    private int hold;

    ScriptedRemote() {
        this(Peer.loopback());
    }

    /** Starts one that takes connections as the socket does, such as with TLS. */
    ScriptedRemote(ServerSocket server) {
        this.server = server;
        acceptor = Thread.ofVirtual().start(this::accept);
    }

    /** Returns what {@link UriTemplate} takes. */
    String template() {
        return server instanceof SSLServerSocket
                ? "https://localhost:%d/users/{id}".formatted(server.getLocalPort())
                : "http://127.0.0.1:%d/users/{id}".formatted(server.getLocalPort());
    }

    @Override
    public void on(UserId id, Behaviour... inTurn) {
        script.put(id, new ConcurrentLinkedDeque<>(List.of(inTurn)));
    }

    /** Returns how to answer now; the last behaviour stays. */
    private synchronized Behaviour next(UserId id) {
        Deque<Behaviour> behaviours = script.getOrDefault(id, new ConcurrentLinkedDeque<>(List.of(Behaviour.KNOWS)));
        return behaviours.size() > 1 ? behaviours.removeFirst() : behaviours.getFirst();
    }

    @Override
    public synchronized void holdUntilInFlight(int count) {
        hold = count;
    }

    @Override
    public void stop() {
        try {
            server.close();
            // it may take one more connection until it ends
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUpAll();
    }

    /** Closes all connections. */
    void hangUpAll() {
        try {
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public synchronized int requests() {
        return requests;
    }

    @Override
    public synchronized int peak() {
        return peak;
    }

    @Override
    public void awaitRequests(int count) throws InterruptedException {
        await(() -> requests >= count, "requests did not come");
    }

    @Override
    public void awaitIdle() throws InterruptedException {
        await(() -> inFlight == 0, "requests are still in flight");
    }

    /** Waits until no client is connected any more. */
    void awaitNoConnections() throws InterruptedException {
        await(connections::isEmpty, "clients are still connected");
    }

    private synchronized void await(BooleanSupplier condition, String failure) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("%s: %d came, %d in flight".formatted(failure, requests, inFlight));
            }
            wait(left);
        }
    }

    private synchronized void begin() throws InterruptedException {
        requests++;
        inFlight++;
        peak = Math.max(peak, inFlight);
        if (inFlight >= hold) {
            hold = 0;
        }
        notifyAll();
        await(() -> hold == 0, "there were never enough at once");
    }

    private synchronized void end() {
        inFlight--;
        notifyAll();
    }

    /** What a request is answered on. It is in flight until the last bytes are sent: who got them may send the next. */
    private final class Exchange extends FilterOutputStream {
        private boolean isEnded;

        Exchange(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        void end() {
            if (!isEnded) {
                isEnded = true;
                ScriptedRemote.this.end();
            }
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException stopped) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            // head and body are two packets, the second of which would wait for the acknowledgement of the first
            socket.setTcpNoDelay(true);
            var in = new BufferedReader(
                    new InputStreamReader(new BufferedInputStream(socket.getInputStream()), ISO_8859_1));
            for (UserId id = request(in); id != null; id = request(in)) {
                begin();
                var out = new Exchange(socket.getOutputStream());
                try {
                    answer(id, out, socket, in);
                } finally {
                    out.end();
                }
            }
        } catch (IOException | InterruptedException gone) {
            // the client went away, or was sent away
        } finally {
            left(socket);
        }
    }

    private synchronized void left(Socket socket) {
        connections.remove(socket);
        notifyAll();
    }

    /** Reads one request; null at the end of the connection. */
    private @Nullable UserId request(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            return null;
        }
        for (String field = in.readLine(); field != null && !field.isEmpty(); field = in.readLine()) {
            fields.add(field);
        }
        String path = line.split(" ", 3)[1];
        return new UserId(URLDecoder.decode(path.substring("/users/".length()).replace("+", "%2B"), UTF_8));
    }

    private void answer(UserId id, OutputStream out, Socket socket, BufferedReader in) throws IOException {
        String user =
                "{\"id\":\"%s\",\"name\":\"Name of %1$s\",\"extra\":{\"id\":[1,{}]},\"email\":\"%1$s@example.org\"}"
                        .formatted(id);
        switch (next(id)) {
            case KNOWS -> respond(out, "200 OK", user);
            case KNOWS_BY_NUMBER -> respond(out, "200 OK", "{\"id\":%s,\"name\":\"Name of %1$s\"}".formatted(id));
            case KNOWS_NO_EMAIL ->
                respond(out, "200 OK", "{\"id\":\"%s\",\"name\":\"Name of %1$s\",\"email\":null}".formatted(id));
            case COMPRESSES ->
                respondBytes(out, "200 OK\r\nContent-Encoding: gzip", Gzipped.bytes(user.getBytes(UTF_8)));
            case KNOWS_NOT -> respond(out, "404 Not Found", "{}");
            case KNOWS_NO_LONGER -> respond(out, "410 Gone", "");
            case SHOWS_A_PAGE -> page(out, "<!DOCTYPE html><title>Not found</title>");
            case IS_HOLLOW -> respond(out, "200 OK", "{\"id\":\"%s\",\"name\":\"\",\"email\":null}".formatted(id));
            case CONFUSES -> respond(out, "200 OK", user.replace("\"id\":\"", "\"id\":\"other-"));
            case TELLS_NO_ID -> respond(out, "200 OK", "{\"name\":\"x\"}");
            case MISTYPES -> respond(out, "200 OK", "{\"id\":\"%s\",\"name\":1}".formatted(id));
            case BABBLES -> respond(out, "200 OK", "<html><body>Please log in</body></html>");
            case TRAILS_OFF -> respond(out, "200 OK", user.substring(0, user.length() - 2));
            case GOES_ON -> respond(out, "200 OK", user + user);
            case ENCODES_OTHERWISE -> send(out, head("200 OK", 2 * user.length()), user.getBytes(UTF_16BE));
            case GARBLES ->
                respondBytes(out, "200 OK", user.replace("Name", "N\u00e4me").getBytes(ISO_8859_1));
            case OVERWHELMS -> respond(out, "200 OK", user + " ".repeat(1 << 20));
            case OVERWHELMS_IN_CHUNKS -> chunks(out, user);
            case SPEAKS_NO_HTTP -> hangUp(socket, "220 mail.example.org ESMTP\r\n\r\n");
            case FAILS -> respond(out, "500 Internal Server Error", user);
            case IS_BUSY -> respond(out, "503 Service Unavailable\r\nRetry-After: 0", user);
            case ASKS_FOR_A_SECOND -> respond(out, "429 Too Many Requests\r\nRetry-After: 1", user);
            case ASKS_FOR_AN_HOUR -> respond(out, "503 Service Unavailable\r\nRetry-After: 3600", user);
            case GIVES_UP -> respond(out, "408 Request Timeout", user);
            case IS_MISTAKEN -> respond(out, "421 Misdirected Request", user);
            case MISUSES_STATUS -> respond(out, "201 Created", user);
            case REDIRECTS -> respond(out, "302 Found\r\nLocation: /users/other", user);
            case FORBIDS -> respond(out, "403 Forbidden", user);
            case HANGS_UP -> hangUp(socket, "");
            case RESETS -> reset(socket);
            case BREAKS_OFF -> hangUp(socket, head("200 OK", user.length()) + user.substring(0, 20));
            case IS_SILENT -> untilTheClientLeaves(in);
            case STALLS -> {
                send(out, head("200 OK", user.length()), new byte[0]);
                untilTheClientLeaves(in);
            }
            case DRIPS -> drip(out);
        }
    }

    private static String head(String status, int length) {
        return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(status, length);
    }

    private static void respond(OutputStream out, String status, String body) throws IOException {
        send(out, head(status, body.getBytes(UTF_8).length), body.getBytes(UTF_8));
    }

    private static void respondBytes(OutputStream out, String status, byte[] body) throws IOException {
        send(out, head(status, body.length), body);
    }

    private static void page(OutputStream out, String html) throws IOException {
        String head = head("404 Not Found", html.length()).replace("application/json", "text/html; charset=utf-8");
        send(out, head, html.getBytes(UTF_8));
    }

    private static void send(OutputStream out, String head, byte[] body) throws IOException {
        out.write(head.getBytes(ISO_8859_1));
        if (out instanceof Exchange exchange && body.length > 0) {
            exchange.end();
        }
        out.write(body);
        out.flush();
    }

    private static void chunks(OutputStream out, String user) throws IOException {
        send(
                out,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n".formatted(user.length(), user),
                new byte[0]);
        byte[] chunk = ("10000\r\n" + " ".repeat(1 << 16) + "\r\n").getBytes(ISO_8859_1);
        for (int i = 0; i < 17; i++) {
            out.write(chunk);
        }
        send(out, "0\r\n\r\n", new byte[0]);
    }

    private static void hangUp(Socket socket, String lastWords) throws IOException {
        send(socket.getOutputStream(), lastWords, new byte[0]);
        socket.close();
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void untilTheClientLeaves(BufferedReader in) throws IOException {
        while (in.read() >= 0) {}
    }

    private static void drip(OutputStream out) throws IOException {
        send(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n", new byte[0]);
        try {
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
