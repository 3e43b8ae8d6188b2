package dev.rollcall.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.db.Database;
import dev.rollcall.db.DatabaseAddress;
import dev.rollcall.db.SqlDirectory;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Upsert;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures runs of reconciliation, by processes of their own, with a heap of 256 MiB, on PostgreSQL and H2: what a user costs in a directory
 * of 10,000 and of a million; what two instances do together; and how fast a plan is applied, as a ratio to bare JDBC.
 * {@code mvn verify -P benchmarks -Dbenchmarks.app=RunBenchmarks} runs it, in half an hour; {@code -Drollcall.users} is another million.
 */
final class RunBenchmarks {
    private static final int FEW = 10_000;
    private static final int MANY = Integer.getInteger("rollcall.users", 1_000_000);
    private static final int SHARED = 40_000;
    private static final int APPLIED = 100_000;
    private static final int BATCH = 1000;
    private static final int DELAY = 100;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private RunBenchmarks() {}

    /** Measures what is named: {@code scale}, {@code instances}, {@code apply}; without arguments, all of it. */
    public static void main(String... arguments) throws Exception {
        List<String> chosen = arguments.length == 0 ? List.of("apply", "instances", "scale") : List.of(arguments);
        for (String what : chosen) {
            switch (what) {
                case "scale" -> scale();
                case "instances" -> instances();
                case "apply" -> apply();
                default -> throw new IllegalArgumentException(what);
            }
        }
    }

    /** A database of its own. */
    private interface Place extends AutoCloseable {
        DatabaseAddress address();

        @Override
        void close() throws IOException;

        static Place postgres() throws IOException {
            EmbeddedPostgres server = EmbeddedPostgres.start();
            return new Place() {
                @Override
                public DatabaseAddress address() {
                    return new DatabaseAddress(server.getJdbcUrl("postgres", "postgres"), "postgres", "", 4);
                }

                @Override
                public void close() throws IOException {
                    server.close();
                }
            };
        }

        static Place h2() throws IOException {
            Path folder = Files.createTempDirectory("runs");
            return new Place() {
                @Override
                public DatabaseAddress address() {
                    return new DatabaseAddress("jdbc:h2:file:" + folder.resolve("rollcall"), "", "", 4);
                }

                @Override
                public void close() throws IOException {
                    for (String name : List.of("rollcall.mv.db", "rollcall.trace.db")) {
                        Files.deleteIfExists(folder.resolve(name));
                    }
                    Files.delete(folder);
                }
            };
        }

        /** Puts users into the directory, from a number to another. */
        default void fill(int from, int to) {
            try (Database database = Database.open(address())) {
                var directory = new SqlDirectory(database);
                for (int first = from; first < to; first += FEW) {
                    List<Upsert> users = IntStream.range(first, Math.min(to, first + FEW))
                            .mapToObj(i -> Upsert.of(new User(
                                    new UserId(Integer.toString(i)), "Person " + i, "person" + i + "@example.org")))
                            .toList();
                    directory.saveAll(users, new Attribution(new Actor("benchmark"), Instant.EPOCH));
                }
            }
        }
    }

    // -- the remote

    /** Has all users up to a number, each called by a title and the id, and a list of them. */
    private static final class Remote implements AutoCloseable {
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private volatile int users;
        private volatile int delay;
        private volatile String title = "Person";

        Remote(int users) throws IOException {
            this.users = users;
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        String uri() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        private void answer(HttpExchange exchange) throws IOException {
            if (delay > 0) {
                try {
                    TimeUnit.MILLISECONDS.sleep(delay);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            String query = exchange.getRequestURI().getQuery();
            String path = exchange.getRequestURI().getPath();
            byte[] body = (query == null ? user(Integer.parseInt(path.substring(1))) : page(Integer.parseInt(query)))
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        private String user(int i) {
            return "{\"id\":\"%s\",\"name\":\"%s %s\",\"email\":\"person%s@example.org\"}".formatted(i, title, i, i);
        }

        private String page(int offset) {
            return IntStream.range(Math.min(offset, users), Math.min(offset + BATCH, users))
                    .mapToObj(this::user)
                    .collect(Collectors.joining(",", "[", "]"));
        }

        @Override
        public void close() {
            server.stop(0);
            threads.close();
        }
    }

    // -- the server

    private static final class Server implements AutoCloseable {
        private final Process process;
        private final URI address;

        Server(Place place, Remote remote, boolean isListed) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "serve",
                    "-Dserver.port=0",
                    "-Ddb.url=" + place.address().url(),
                    "-Ddb.username=" + place.address().username(),
                    "-Ddb.pool=6",
                    "-Dreconcile.limits.update=",
                    "-Dremote.uri=" + remote.uri() + "/{id}"));
            if (isListed) {
                command.add("-Dremote.list.uri=" + remote.uri() + "/users?{offset}");
                command.add("-Dremote.list.next=offset");
                command.add("-Dremote.list.size=" + BATCH);
            }
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            address = ServerProcess.address(process.inputReader());
        }

        /** Does a run, and applies its plan; returns the nanoseconds for both. */
        Times run(Heap heap) throws Exception {
            long start = System.nanoTime();
            String body = "{\"apply\":\"within-limits\"}";
            var request = HttpRequest.newBuilder(address.resolve("/api/reconciliations"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            String run = HTTP.send(request, BodyHandlers.ofString())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            long called = 0;
            JsonNode now;
            do {
                TimeUnit.MILLISECONDS.sleep(20);
                now = get(run);
                String state = now.path("state").asText();
                if (called == 0 && !state.equals("calling")) {
                    called = System.nanoTime();
                }
                heap.look(process, now);
            } while (List.of("calling", "applying").contains(now.path("state").asText()));
            if (!List.of("applied", "nothing-to-do").contains(now.path("state").asText())) {
                throw new IllegalStateException(now.toPrettyString());
            }
            return new Times(called - start, System.nanoTime() - called);
        }

        private JsonNode get(String run) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(address.resolve(run))
                    .header("Accept", "application/json")
                    .build();
            return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private record Times(long calling, long applying) {
        double callingMicros(int users) {
            return calling / 1e3 / users;
        }

        double applyingMicros(int users) {
            return applying / 1e3 / users;
        }
    }

    /** What of the heap is in use after a collection, at some moments of a run. */
    private static final class Heap {
        private static final int[] PERCENT = {10, 50, 90};

        private final List<String> seen = new ArrayList<>();
        private final boolean isWanted;

        Heap(boolean isWanted) {
            this.isWanted = isWanted;
        }

        void look(Process process, JsonNode run) throws IOException {
            JsonNode progress = run.path("progress");
            long total = Math.max(1, progress.path("total").asLong());
            long done = progress.path("done").asLong();
            if (isWanted
                    && seen.size() < PERCENT.length
                    && run.path("state").asText().equals("calling")
                    && done * 100 / total >= PERCENT[seen.size()]) {
                var jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram");
                List<String> lines = jcmd.start().inputReader().lines().toList();
                String sum = lines.getLast().strip();
                seen.add((Long.parseLong(sum.substring(sum.lastIndexOf(' ') + 1)) >> 20) + " MiB");
            }
        }
    }

    // -- measurements

    private static void scale() throws Exception {
        System.out.printf(
                "%n%-12s %-10s %28s %28s %8s   %s%n",
                "", "by", "µs of a user, " + FEW, "µs of a user, " + MANY, "ratio", "heap");
        for (boolean isListed : new boolean[] {true, false}) {
            try (Place place = Place.postgres()) {
                scale("PostgreSQL", place, isListed);
            }
            try (Place place = Place.h2()) {
                scale("H2", place, isListed);
            }
        }
    }

    private static void scale(String name, Place place, boolean isListed) throws Exception {
        place.fill(0, FEW);
        String by = isListed ? "list" : "roll call";
        try (var remote = new Remote(FEW)) {
            Times few;
            Times fewApplied;
            try (var server = new Server(place, remote, isListed)) {
                for (int warmUp = 0; warmUp < 4; warmUp++) {
                    remote.title = "Warm " + warmUp;
                    server.run(new Heap(false));
                }
                few = server.run(new Heap(false));
                remote.title = "Person";
                fewApplied = server.run(new Heap(false));
            }
            place.fill(FEW, MANY);
            remote.users = MANY;
            try (var server = new Server(place, remote, isListed)) {
                var heap = new Heap(true);
                Times many = server.run(heap);
                row(name, by + ", same", few.callingMicros(FEW), many.callingMicros(MANY), heap.seen);
                remote.title = "Human";
                var nextHeap = new Heap(true);
                Times manyApplied = server.run(nextHeap);
                row(
                        name,
                        by + ", all new",
                        fewApplied.callingMicros(FEW),
                        manyApplied.callingMicros(MANY),
                        nextHeap.seen);
                row(name, "applying", fewApplied.applyingMicros(FEW), manyApplied.applyingMicros(MANY), List.of());
            }
        }
    }

    private static void row(String name, String by, double few, double many, List<String> heap) {
        System.out.printf(Locale.ROOT, "%-12s %-20s %18.1f %28.1f %8.2f   %s%n", name, by, few, many, many / few, heap);
    }

    private static void instances() throws Exception {
        try (Place place = Place.postgres();
                var remote = new Remote(SHARED)) {
            place.fill(0, SHARED);
            try (var one = new Server(place, remote, false)) {
                one.run(new Heap(false));
                remote.delay = DELAY;
                double alone = one.run(new Heap(false)).calling() / 1e9;
                remote.delay = 0;
                try (var other = new Server(place, remote, false)) {
                    other.run(new Heap(false));
                    remote.delay = DELAY;
                    double together = one.run(new Heap(false)).calling() / 1e9;
                    double again = other.run(new Heap(false)).calling() / 1e9;
                    System.out.printf(
                            Locale.ROOT,
                            "%n%s users, who are answered after %s ms: one instance %.1f s, two %.1f and %.1f s; ratio %.2f%n",
                            SHARED,
                            DELAY,
                            alone,
                            together,
                            again,
                            (together + again) / 2 / alone);
                }
            }
        }
    }

    private static void apply() throws Exception {
        for (boolean isPostgres : new boolean[] {true, false}) {
            try (Place place = isPostgres ? Place.postgres() : Place.h2();
                    var remote = new Remote(APPLIED)) {
                place.fill(0, APPLIED);
                double bare = 0;
                double ours = 0;
                for (int round = 0; round < 3; round++) {
                    bare += bare(place.address(), "Bare " + round);
                    try (var server = new Server(place, remote, true)) {
                        remote.title = "Warm " + round;
                        server.run(new Heap(false));
                        remote.title = "Ours " + round;
                        ours += server.run(new Heap(false)).applying() / 1e9;
                    }
                }
                System.out.printf(
                        Locale.ROOT,
                        "%n%s: %s changes by bare JDBC %.1f s, applied %.1f s; the rate is %.2f of that%n",
                        isPostgres ? "PostgreSQL" : "H2",
                        3 * APPLIED,
                        bare,
                        ours,
                        bare / ours);
            }
        }
    }

    /** Changes the names of all by batches of bare JDBC, with their history, as somebody would who has just that to do. */
    private static double bare(DatabaseAddress address, String title) throws SQLException {
        String update = "UPDATE users SET name = ?, name_key = ?, search = ?, version = ?, changed = ? WHERE id = ?";
        String record = "INSERT INTO user_changes (id, version, changed, changed_by, user_before, user_after)"
                + " VALUES (?, ?, ?, ?, ?, ?)";
        try (Connection connection =
                DriverManager.getConnection(address.url() + same(address), address.username(), "")) {
            connection.setAutoCommit(false);
            long version = nextVersion(connection);
            long start = System.nanoTime();
            for (int first = 0; first < APPLIED; first += BATCH) {
                try (PreparedStatement users = connection.prepareStatement(update);
                        PreparedStatement history = connection.prepareStatement(record)) {
                    for (int i = first; i < first + BATCH; i++) {
                        version++;
                        String id = Integer.toString(i);
                        String name = title + " " + i;
                        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
                        String email = "person" + i + "@example.org";
                        String document = "{\"name\":\"%s\",\"email\":\"%s\"}".formatted(name, email);
                        set(users, name, name.toLowerCase(Locale.ROOT), name + " " + email, version, now, id);
                        set(history, id, version, now, "benchmark", document, document);
                    }
                    users.executeBatch();
                    history.executeBatch();
                }
                connection.commit();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            try (Statement statement = connection.createStatement()) {
                statement.execute("ALTER SEQUENCE user_version RESTART WITH " + (version + 1));
            }
            connection.commit();
            return seconds;
        }
    }

    /** Returns what makes the commits of an embedded database as durable as ours. */
    private static String same(DatabaseAddress address) {
        return address.url().startsWith("jdbc:h2:") ? ";WRITE_DELAY=0;COMPRESS=TRUE;REUSE_SPACE=FALSE" : "";
    }

    private static long nextVersion(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT MAX(version) FROM users");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }
}
