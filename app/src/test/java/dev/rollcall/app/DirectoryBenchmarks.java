package dev.rollcall.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.rollcall.app.log.Logging;
import dev.rollcall.db.Database;
import dev.rollcall.db.DatabaseAddress;
import dev.rollcall.db.SharedReads;
import dev.rollcall.db.SqlDirectory;
import dev.rollcall.db.SqlTokens;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.contract.MapRuns;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.http.server.HttpServer;
import dev.rollcall.http.server.ServerSettings;
import dev.rollcall.http.server.Site;
import dev.rollcall.http.server.SiteSettings;
import dev.rollcall.http.server.access.AccessSettings;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Measures what the page {@code GET /} of 50 users costs on PostgreSQL, in CPU of this process, as a ratio to a handler in the same process
 * that runs the same query by bare JDBC and writes the same bytes. Both have as many connections as there are clients, with the same
 * settings of the driver. A process of its own asks. {@code mvn verify -P benchmarks} runs it.
 */
final class DirectoryBenchmarks {
    private static final int USERS = 200_000;
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 5;
    private static final int SECONDS = 4;
    private static final int MAX_WARM_UPS = 12;

    private DirectoryBenchmarks() {}

    /** Without arguments, measures; with {@code PORT PAGES SECONDS}, asks for pages that are all the same, or all others. */
    public static void main(String... arguments) throws Exception {
        if (arguments.length == 3) {
            System.out.println(ask(Integer.parseInt(arguments[0]), arguments[1], Integer.parseInt(arguments[2])));
            return;
        }
        Logging.configure();
        try (var postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            try (var database = Database.open(new DatabaseAddress(url, "postgres", "", CONNECTIONS))) {
                measure(database, url);
            }
        }
    }

    private static void measure(Database database, String url) throws Exception {
        var directory = new SqlDirectory(database);
        directory.saveAll(DirectoryBenchmarks::users, new Attribution(new Actor("benchmark"), Instant.EPOCH));
        var registrar = new Registrar(new SharedReads(directory), Clock.systemUTC());
        var limits = new CallLimits(CallPolicy.DEFAULT, Duration.ofSeconds(30), 1000, 0);
        RemoteUsers remote = (roster, policy, listener) -> {
            throw new IllegalStateException("no remote is called here");
        };
        var kept = new MapDirectory();
        var reconciler =
                new Reconciler(new MapRuns(kept), kept, false, Duration.ofHours(24), pages -> {}, Clock.systemUTC());
        var site = new Site(
                registrar,
                reconciler,
                remote,
                Optional.empty(),
                new TokenRegistry(new SqlTokens(database), new SecureRandom(), Clock.systemUTC()),
                new SiteSettings(limits, UserFields.BASIC, AccessSettings.OPEN, "", RunOrder.DEFAULT));
        Duration timeout = Duration.ofSeconds(5);
        var settings = new ServerSettings("127.0.0.1", 0, List.of(), 1000, 1000, timeout, timeout, timeout);
        try (var server = HttpServer.start(settings, site, () -> true, request -> {}, () -> {});
                var connections = connections(url)) {
            int port = server.address().getPort();
            var bare = new Bare(connections, response(port, "/"));
            WebServer bareServer = WebServer.builder()
                    .port(0)
                    .routing(routing -> routing.get("/", bare::answer))
                    .build()
                    .start();
            compare(port, bareServer.port());
            bareServer.stop();
        }
    }

    private static Iterator<Upsert> users() {
        return IntStream.range(0, USERS)
                .mapToObj(i -> new User(new UserId(id(i)), "User <" + i + ">", "user" + i + "@example.org"))
                .map(Upsert::of)
                .iterator();
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "%06d", number);
    }

    private static HikariDataSource connections(String url) {
        var connections = new HikariDataSource();
        connections.setJdbcUrl(url);
        connections.addDataSourceProperty(
                "socketTimeout", "10"); // seconds, as ours: without, a dead network is waited for
        connections.setUsername("postgres");
        connections.setMaximumPoolSize(CONNECTIONS); // nobody has to wait for one
        return connections;
    }

    private static void compare(int ours, int bare) throws Exception {
        String distinct = "/?after=" + cursor(id(USERS / 2));
        if (!page(ours, "/").equals(page(bare, "/")) || !page(ours, distinct).equals(page(bare, distinct))) {
            throw new IllegalStateException("the two handlers write different pages");
        }
        System.out.printf(Locale.ROOT, "%s connections, Java %s%n%n", CONNECTIONS, Runtime.version());
        System.out.printf(
                Locale.ROOT,
                "%-24s %12s %12s %8s %14s %14s%n",
                "pages",
                "µs of CPU",
                "bare JDBC",
                "ratio",
                "pages/s",
                "bare, pages/s");
        for (String pages : List.of("distinct", "same")) {
            warmUp(ours, pages);
            warmUp(bare, pages);
            Cost cost = new Cost(0, 0, 0);
            Cost bareCost = cost;
            for (int round = 0; round < ROUNDS; round++) {
                cost = cost.plus(load(ours, pages, SECONDS));
                bareCost = bareCost.plus(load(bare, pages, SECONDS));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %12.1f %12.1f %8.2f %14.0f %14.0f%n",
                    pages.equals("same") ? "the same, unchanged" : "each another one",
                    cost.micros(),
                    bareCost.micros(),
                    cost.micros() / bareCost.micros(),
                    cost.rate(),
                    bareCost.rate());
        }
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.out.printf(
                Locale.ROOT, "%n%s MiB of heap in use%n", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /** Asks until next to nothing is compiled any more, but not for ever. */
    private static void warmUp(int port, String pages) throws Exception {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long compiling;
        int loads = 0;
        do {
            long before = compiler.getTotalCompilationTime();
            load(port, pages, SECONDS);
            compiling = compiler.getTotalCompilationTime() - before;
            loads++;
        } while (loads < 3 || (loads < MAX_WARM_UPS && compiling > SECONDS * 1000 / 100));
    }

    /** What pages cost. */
    private record Cost(long pages, long cpuNanos, long nanos) {
        Cost plus(Cost more) {
            return new Cost(pages + more.pages, cpuNanos + more.cpuNanos, nanos + more.nanos);
        }

        double micros() {
            return cpuNanos / 1e3 / pages;
        }

        double rate() {
            return pages * 1e9 / nanos;
        }
    }

    private static Cost load(int port, String pages, int seconds) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Process client = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DirectoryBenchmarks.class.getName(),
                        Integer.toString(port),
                        pages,
                        Integer.toString(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long start = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        try (InputStream said = client.getInputStream()) {
            long asked = Long.parseLong(new String(said.readAllBytes(), UTF_8).strip());
            return new Cost(asked, system.getProcessCpuTime() - cpu, System.nanoTime() - start);
        } finally {
            client.destroy();
            client.waitFor();
        }
    }

    // -- the handler to compare with

    /** Runs the query of the page by bare JDBC, and writes the page around it. */
    private static final class Bare {
        private static final String QUERY =
                "SELECT id, name, email, version, changed FROM users WHERE id > ? ORDER BY id LIMIT 51";

        private static final Set<String> SERVERS_OWN = Set.of("connection", "content-length", "date");

        private final HikariDataSource connections;
        private final String begin;
        private final String end;
        private final List<Header> headers;

        /** Writes pages as this one is, which has no other headers. */
        Bare(HikariDataSource connections, HttpResponse<String> whole) {
            String page = whole.body();
            this.connections = connections;
            this.headers = whole.headers().map().entrySet().stream()
                    .filter(header -> !SERVERS_OWN.contains(header.getKey()))
                    .map(header -> HeaderValues.createCached(
                            HeaderNames.create(header.getKey()),
                            header.getValue().getFirst()))
                    .toList();
            this.begin = page.substring(0, page.indexOf("<tbody>") + "<tbody>\n".length());
            this.end = page.substring(page.indexOf("</nav>", page.indexOf("</table>")));
        }

        void answer(ServerRequest request, ServerResponse response) throws SQLException {
            String after = request.query().first("after").map(Bare::decoded).orElse("");
            var page = new StringBuilder(8192).append(begin);
            String last = "";
            try (Connection connection = connections.getConnection();
                    PreparedStatement statement = connection.prepareStatement(QUERY)) {
                statement.setString(1, after);
                try (ResultSet rows = statement.executeQuery()) {
                    for (int row = 0; row < 50 && rows.next(); row++) {
                        last = rows.getString(1);
                        row(page, last, rows);
                    }
                }
            }
            page.append("</tbody>\n</table>\n<nav class=\"pages\" aria-label=\"Pages\">\n");
            if (!after.isEmpty()) {
                page.append("<a href=\"./\">First page</a>");
            }
            page.append("\n<a rel=\"next\" href=\"./?after=")
                    .append(cursor(last))
                    .append("\">Next page</a>\n");
            headers.forEach(response::header);
            response.send(page.append(end).toString().getBytes(UTF_8));
        }

        private static String decoded(String cursor) {
            return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        }

        private static void row(StringBuilder page, String id, ResultSet row) throws SQLException {
            if (row.getLong(4) < 1 || row.getObject(5, OffsetDateTime.class) == null) {
                throw new IllegalStateException("no version");
            }
            page.append("<tr><td><a href=\"users/")
                    .append(id)
                    .append("\">")
                    .append(id)
                    .append("</a></td><td>");
            page.append(escaped(row.getString(2))).append("</td><td>").append(escaped(row.getString(3)));
            page.append("</td></tr>\n");
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }

    private static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(UTF_8));
    }

    private static String page(int port, String path) throws IOException, InterruptedException {
        return response(port, path).body();
    }

    private static HttpResponse<String> response(int port, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    // -- who asks

    /** Asks for pages over all connections, and returns how many came. */
    private static long ask(int port, String pages, int seconds) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        List<Callable<Long>> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int seed = i;
            clients.add(() -> askInTurn(port, pages, new Random(seed), end));
        }
        long sum = 0;
        try (var executor = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<Long> count : executor.invokeAll(clients)) {
                sum += count.get();
            }
        }
        return sum;
    }

    private static long askInTurn(int port, String pages, Random random, long end) throws IOException {
        long count = 0;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            while (System.nanoTime() < end) {
                String path = pages.equals("same") ? "/" : "/?after=" + cursor(id(random.nextInt(USERS - 51)));
                socket.getOutputStream()
                        .write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .formatted(path)
                                .getBytes(UTF_8));
                skipResponse(in);
                count++;
            }
        }
        return count;
    }

    private static void skipResponse(InputStream in) throws IOException {
        long length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Long.parseLong(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
