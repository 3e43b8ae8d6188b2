package dev.rollcall.http.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.RemoteUsersContract.Behaviour;
import dev.rollcall.domain.contract.RemoteUsersContract.Remote;
import dev.rollcall.http.client.Serving.Order;
import dev.rollcall.http.client.http1.Peer;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A users API on a loopback port that answers, delays, stalls, cuts and babbles as it is told, on plain sockets. It keeps what it
 * served.
 */
final class ScriptedRemote implements Remote, AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private final ServerSocket server;
    private final Map<UserId, Deque<Behaviour>> script = new ConcurrentHashMap<>();
    private final Map<UserId, Stray> strays = new ConcurrentHashMap<>();
    private final Set<UserId> lastOfQuota = ConcurrentHashMap.newKeySet();
    private final Map<UserId, List<Serving>> served = new HashMap<>();
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();
    /** The header fields of all requests. */
    final Set<String> fields = ConcurrentHashMap.newKeySet();

    private final Thread acceptor;
    private int requests;
    private int inFlight;
    private int peak;
    private int hold;

    ScriptedRemote() {
        this(Peer.loopback());
    }

    /** Starts one on this server socket, such as with TLS. */
    ScriptedRemote(ServerSocket server) {
        this.server = server;
        acceptor = Thread.ofVirtual().start(this::accept);
    }

    /** Returns what {@link UriTemplate} takes. */
    String template() {
        return server instanceof SSLServerSocket
                ? "https://localhost:%s/users/{id}".formatted(port())
                : "http://127.0.0.1:%s/users/{id}".formatted(port());
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void on(UserId id, Behaviour... inTurn) {
        script.put(id, new ConcurrentLinkedDeque<>(List.of(inTurn)));
    }

    /** Sets the stray bytes to send behind each complete response for the id. */
    void strayBehind(UserId id, Stray stray) {
        strays.put(id, stray);
    }

    /** Makes each response for the id say that it used up a quota, which is renewed a second later. */
    void lastOfQuota(UserId id) {
        lastOfQuota.add(id);
    }

    /** Returns what it has served for the id so far, in order. */
    synchronized List<Serving> served(UserId id) {
        return List.copyOf(served.getOrDefault(id, List.of()));
    }

    /** Returns how to answer now; the last behaviour repeats. */
    private synchronized Behaviour next(UserId id, Visit visit) {
        Deque<Behaviour> behaviours = script.getOrDefault(id, new ConcurrentLinkedDeque<>(List.of(Behaviour.KNOWS)));
        Behaviour next = behaviours.size() > 1 ? behaviours.removeFirst() : behaviours.getFirst();
        served.computeIfAbsent(id, first -> new ArrayList<>())
                .add(new Serving(next, System.nanoTime(), visit.isFirst, visit.order));
        return next;
    }

    @Override
    public synchronized void holdUntilInFlight(int count) {
        hold = count;
    }

    @Override
    public void stop() {
        try {
            server.close();
            // it may accept one more connection before it ends
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
            for (Visit visit : visits) {
                visit.socket.close();
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
        await(visits::isEmpty, "clients are still connected");
    }

    private synchronized void await(BooleanSupplier condition, String failure) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("%s: %s came, %s in flight".formatted(failure, requests, inFlight));
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

    private synchronized void left(Visit visit) {
        visits.remove(visit);
        notifyAll();
    }

    private void accept() {
        while (true) {
            try {
                var visit = new Visit(server.accept());
                visits.add(visit);
                // as on another machine: its handshakes must not occupy carriers of the client's virtual threads
                Thread.ofPlatform().daemon().start(visit::serve);
            } catch (IOException stopped) {
                return;
            }
        }
    }

    /** One connection of a client. */
    private final class Visit {
        private final Socket socket;
        private boolean isFirst = true;
        private Order order = Order.CLEAR;
        private Order orderOfNext = Order.CLEAR;
        private boolean isInFlight;

        Visit(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            try (socket) {
                // head and body are two packets; Nagle's algorithm would delay the second until the first is
                // acknowledged
                socket.setTcpNoDelay(true);
                var in = new BufferedReader(
                        new InputStreamReader(new BufferedInputStream(socket.getInputStream()), ISO_8859_1));
                for (UserId id = request(in); id != null; id = request(in)) {
                    answer(id, in);
                }
            } catch (IOException | InterruptedException gone) {
                // closed by the client, or by close()
            } finally {
                left(this);
            }
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
            return new UserId(
                    URLDecoder.decode(path.substring("/users/".length()).replace("+", "%2B"), UTF_8));
        }

        private void answer(UserId id, BufferedReader in) throws IOException, InterruptedException {
            begin();
            isInFlight = true;
            long began = System.nanoTime();
            try {
                String quota = lastOfQuota.contains(id) ? "RateLimit-Remaining: 0\r\nRateLimit-Reset: 1\r\n" : "";
                new ScriptedAnswer(socket, in, this::ended, quota).send(id, next(id, this));
            } finally {
                ended();
            }
            isFirst = false;
            order = orderOfNext;
            Stray stray = strays.get(id);
            if (stray != null) {
                send(stray, began);
            }
        }

        /** A request is in flight until its last bytes are sent: then the client may send the next. */
        private void ended() {
            if (isInFlight) {
                isInFlight = false;
                end();
            }
        }

        /** Sends the stray bytes, unless this process was held up so long that they would be late. */
        private void send(Stray stray, long began) throws IOException, InterruptedException {
            Thread.sleep(stray.after());
            if (System.nanoTime() - began >= Stray.LATE.toNanos()) {
                return;
            }
            socket.getOutputStream().write(stray.text().getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            boolean isTooLate = System.nanoTime() - began >= Stray.TOO_LATE.toNanos();
            order = isTooLate || order == Order.CONFUSED ? Order.CONFUSED : Order.STRAYED;
            orderOfNext = stray.takesNext() ? orderOfNext : order;
        }
    }
}
