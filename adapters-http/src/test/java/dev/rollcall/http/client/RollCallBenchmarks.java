package dev.rollcall.http.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Client;
import dev.rollcall.http.client.http1.ConnectionPool;
import dev.rollcall.http.client.http1.Connections;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.Exchange;
import dev.rollcall.http.client.http1.Outcome;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.http1.RequestHead;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Measures whole roll calls on a remote in a process of its own, and says the figures as ratios within the run: to the ideal time, and
 * to the bare client, which makes the same requests by {@link Connections} alone. {@code .ci/benchmarks} runs it.
 */
final class RollCallBenchmarks {
    private static final int WIDTH = 64;
    private static final List<Integer> SIZES = List.of(1, 10, 100, 1000, 5000);
    private static final RequestLimits LIMITS = new RequestLimits(1024, 3, Duration.ofSeconds(10), false);
    private static final CallPolicy POLICY = new CallPolicy(Duration.ofMinutes(1), WIDTH);

    private final UriTemplate uri;

    private RollCallBenchmarks(String address) {
        this.uri = new UriTemplate(address + "/users/{id}");
    }

    /** Without arguments, measures; with {@code remote MILLIS}, is a remote that answers after so long. */
    public static void main(String... arguments) throws Exception {
        if (arguments.length == 2) {
            serve(Integer.parseInt(arguments[1]));
            return;
        }
        System.out.printf(
                Locale.ROOT, "%s processors, Java %s, %s requests at once%n", cores(), Runtime.version(), WIDTH);
        with(20, RollCallBenchmarks::wallTime);
        with(0, RollCallBenchmarks::cost);
        with(0, RollCallBenchmarks::idleCost);
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    // -- the remote

    private static void serve(int delay) throws IOException {
        var peer = new Peer().follow(visitor -> {
            for (String request = visitor.request(); request != null; request = visitor.request()) {
                String id = request.substring("GET /users/".length(), request.indexOf(' ', 5));
                String body = "{\"id\":\"%s\",\"name\":\"Name of %1$s\",\"email\":\"%1$s@example.org\"}".formatted(id);
                Thread.sleep(delay);
                String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n";
                byte[] response = (head + body).getBytes(US_ASCII);
                visitor.send(response, 0, response.length);
            }
        });
        System.out.println(peer.port());
        while (System.in.read() >= 0) {}
        peer.close();
    }

    private interface Measurement {
        void run(RollCallBenchmarks benchmarks) throws Exception;
    }

    private static void with(int delay, Measurement measurement) throws Exception {
        Process remote = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RollCallBenchmarks.class.getName(),
                        "remote",
                        Integer.toString(delay))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = new BufferedReader(new InputStreamReader(remote.getInputStream(), US_ASCII))) {
            measurement.run(new RollCallBenchmarks("http://127.0.0.1:" + said.readLine()));
        } finally {
            remote.destroy();
            remote.waitFor();
        }
    }

    // -- wall time

    private void wallTime() throws Exception {
        try (var users = new HttpRemoteUsers(Upstream.of(uri).with(LIMITS))) {
            for (int i = 0; i < 150; i++) {
                call(users, 300);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%nwall time, the remote answers after 20 ms%n%8s %10s %10s%n",
                    "ids",
                    "ms",
                    "/ ideal");
            for (int size : SIZES) {
                double ideal = 20.0 * Math.ceilDiv(size, WIDTH);
                double median = IntStream.range(0, 21)
                        .mapToDouble(i -> millis(call(users, size)))
                        .sorted()
                        .skip(10)
                        .findFirst()
                        .orElseThrow();
                System.out.printf(Locale.ROOT, "%8d %10.1f %10.2f%n", size, median, median / ideal);
            }
        }
    }

    private static RollCall call(HttpRemoteUsers users, int size) {
        try {
            RollCall call = users.call(Roster.first(0, size), POLICY);
            if (call.counts().present() != size) {
                throw new IllegalStateException("not everybody is present: " + call.counts());
            }
            return call;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double millis(RollCall call) {
        return call.elapsed().toNanos() / 1e6;
    }

    // -- what an id costs

    private void cost() throws Exception {
        try (var users = new HttpRemoteUsers(Upstream.of(uri).with(LIMITS));
                var bare = new Bare(uri)) {
            for (int i = 0; i < 300; i++) {
                call(users, 300);
                bare.get(300);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%nper id, the remote answers at once%n%8s %10s %12s %8s %12s%n",
                    "ids",
                    "µs of CPU",
                    "bare client",
                    "ratio",
                    "bytes");
            for (int size : SIZES) {
                compare(users, bare, size);
            }
        }
    }

    /** Takes turns, so that what the machine does besides hits both alike. */
    private static void compare(HttpRemoteUsers users, Bare bare, int size) {
        int turns = 20;
        int repeats = Math.max(1, 4000 / size);
        long ours = 0;
        long floor = 0;
        long bytes = 0;
        for (int turn = 0; turn < turns; turn++) {
            long began = cpu();
            long allocated = allocated();
            IntStream.range(0, repeats).forEach(i -> call(users, size));
            bytes += allocated() - allocated;
            long between = cpu();
            IntStream.range(0, repeats).forEach(i -> bare.get(size));
            ours += between - began;
            floor += cpu() - between;
        }
        double ids = (double) turns * repeats * size;
        System.out.printf(
                Locale.ROOT,
                "%8d %10.1f %12.1f %8.2f %12.0f%n",
                size,
                ours / ids / 1000,
                floor / ids / 1000,
                (double) ours / floor,
                bytes / ids);
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** The requests alone: nothing is read of the responses, nothing is counted, limited or repeated. */
    private static final class Bare implements AutoCloseable {
        private final UriTemplate uri;
        private final RequestHead head;
        private final ConnectionPool pool;
        private int begun;
        private int ended;

        Bare(UriTemplate uri) {
            this.uri = uri;
            this.head = new RequestHead(uri.origin(), Upstream.REQUEST_FIELDS);
            this.pool = new ConnectionPool(Client.route(new Endpoint(uri.origin())), WIDTH);
        }

        void get(int size) {
            Connections connections = pool.take();
            begun = 0;
            ended = 0;
            try {
                while (ended < size) {
                    for (; begun < size && begun - ended < WIDTH; begun++) {
                        connections.send(new Get(head.get(uri.expand(new UserId(Integer.toString(begun))))));
                    }
                    long until = System.nanoTime() + 1_000_000_000L;
                    connections.await(until);
                    take(connections, until);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                pool.give(connections);
            }
        }

        private void take(Connections connections, long until) {
            for (Outcome outcome = connections.next(until); outcome != null; outcome = connections.next(until)) {
                if (outcome instanceof Outcome.Broke broke) {
                    throw new IllegalStateException(broke.failure());
                }
                ended++;
            }
        }

        @Override
        public void close() {
            pool.close();
        }

        @SuppressWarnings("ArrayRecordComponent") // never compared
        private record Get(byte[] request) implements Exchange {
            @Override
            public void sent() {
                // nobody counts
            }
        }
    }

    // -- what doing nothing costs

    private void idleCost() throws Exception {
        int connections = 1000;
        try (var users = new HttpRemoteUsers(Upstream.of(uri).with(LIMITS))) {
            users.call(Roster.first(0, 20 * connections), new CallPolicy(Duration.ofMinutes(1), connections));
            int open = users.stats().connections();
            long began = cpu();
            Thread.sleep(5000);
            System.out.printf(
                    Locale.ROOT,
                    "%n%s idle connections: %.1f ms of CPU in 5 s, of which a process without any takes some%n",
                    open,
                    (cpu() - began) / 1e6);
        }
    }
}
