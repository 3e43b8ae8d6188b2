package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.Application;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that goes away and comes back, under the whole application. */
@Timeout(300)
final class OutageTest {
    private static final int WRITERS = 4;
    private static final String BROWSER = "text/html";
    private static final String PROGRAM = "application/json";
    /** Far more than a request may take during an outage, which is some seconds. */
    private static final Duration BOUND = Duration.ofSeconds(40);

    /** How a PostgreSQL ends. */
    enum Stop {
        /** It ends what its sessions do, and leaves everything in order. */
        FAST {
            @Override
            void stop(EmbeddedPostgres server, Path data) throws IOException {
                server.close();
            }
        },
        /** It drops everything, and has to recover when it starts again. */
        IMMEDIATE {
            @Override
            void stop(EmbeddedPostgres server, Path data) throws IOException, InterruptedException {
                String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
                ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
                new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
                process.onExit().join();
                server.close();
            }
        };

        abstract void stop(EmbeddedPostgres server, Path data) throws IOException, InterruptedException;
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private EmbeddedPostgres server;

    @BeforeEach
    void startServer() throws IOException {
        server = start(0);
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.close();
    }

    /** Starts it on its data as they were left; what it acknowledges is to outlive its sudden end. */
    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data())
                .setCleanDataDirectory(false)
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Application serve() throws WrongSettings {
        return Application.open(Settings.of(Map.of(
                "server.port", "0",
                "db.url", server.getJdbcUrl("postgres", "postgres"),
                "db.username", "postgres",
                "db.pool", "4")));
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("try") // what happens whatever happens is not referred to
    void requests_are_refused_for_now_and_served_again_when_the_database_is_back(Stop way) throws Exception {
        int port = server.getPort();
        var end = new CountDownLatch(1);
        try (Application application = serve();
                var executor = Executors.newVirtualThreadPerTaskExecutor();
                Closeable whateverHappens = end::countDown) {
            URI address = application.address();
            assertThat(put(address, "before").statusCode()).isEqualTo(201);
            assertThat(get(address, "", BROWSER).body()).contains("before");

            var written = ConcurrentHashMap.<String>newKeySet();
            List<Future<Set<Integer>>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> executor.submit(() -> write(address, "writer-" + writer, end, written)))
                    .toList();
            awaitWrites(written, WRITERS);
            way.stop(server, data());
            assertThatAllIsRefused(address);
            assertThatWhatNeedsNoDatabaseIsServed(address);

            server = start(port);
            awaitStatus(address, "observe/health/ready", 200);
            awaitStatus(address, "api/users/before", 200);
            awaitWrites(written, written.size() + WRITERS);
            end.countDown();
            for (Future<Set<Integer>> writer : writers) {
                assertThat(writer.get()).contains(201, 503).isSubsetOf(201, 503);
            }
            assertThatAllAreThere(address, written);
        }
    }

    /** Creates users until the end, and returns the statuses of the responses. */
    private Set<Integer> write(URI address, String writer, CountDownLatch end, Set<String> written) throws Exception {
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        for (int i = 0; !end.await(1, TimeUnit.MILLISECONDS); i++) {
            String id = writer + "-" + i;
            int status = put(address, id).statusCode();
            statuses.add(status);
            if (status == 201) {
                written.add(id);
            }
        }
        return statuses;
    }

    /** Waits, as long as the test may take, until so many users are written. */
    private static void awaitWrites(Set<String> written, int count) throws InterruptedException {
        while (written.size() < count) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private void awaitStatus(URI address, String path, int status) throws Exception {
        while (get(address, path, PROGRAM).statusCode() != status) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Asks many times at once, so that not everybody can have a connection. */
    private void assertThatAllIsRefused(URI address) throws Exception {
        List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(() -> get(address, "api/users", PROGRAM));
            requests.add(() -> get(address, "api/users?q=ada", PROGRAM));
            requests.add(() -> get(address, "api/users?format=csv", "text/csv"));
            requests.add(() -> get(address, "api/users/before", PROGRAM));
            requests.add(() -> get(address, "api/users/before/history", PROGRAM));
            requests.add(() -> put(address, "during"));
            requests.add(() -> get(address, "", BROWSER));
            requests.add(() -> get(address, "users/before", BROWSER));
        }
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> response : executor.invokeAll(requests)) {
                assertThatIsRefused(response.get());
            }
        }
        assertThat(get(address, "observe/health/ready", PROGRAM).statusCode()).isEqualTo(503);
    }

    private static void assertThatIsRefused(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.uri().toString()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        if (response.headers().firstValue("Content-Type").orElseThrow().startsWith("text/html")) {
            assertThat(response.body()).contains("<h1>", "/problems/directory-unavailable");
        } else {
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            JsonNode problem = new ObjectMapper().readTree(response.body());
            assertThat(problem.path("type").asText()).isEqualTo("/problems/directory-unavailable");
            assertThat(problem.path("status").asInt()).isEqualTo(503);
        }
    }

    private void assertThatWhatNeedsNoDatabaseIsServed(URI address) throws Exception {
        assertThat(get(address, "observe/health/live", PROGRAM).statusCode()).isIn(200, 204);
        assertThat(get(address, "observe/metrics", "text/plain").statusCode()).isEqualTo(200);
        assertThat(get(address, "api/roll-calls?ids=3", PROGRAM).body()).contains("\"complete\":true");
    }

    private void assertThatAllAreThere(URI address, Set<String> ids) throws Exception {
        for (String id : ids) {
            assertThat(get(address, "api/users/" + id, PROGRAM).statusCode())
                    .as(id)
                    .isEqualTo(200);
        }
    }

    private HttpResponse<String> get(URI address, String path, String accept) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Accept", accept)
                .timeout(BOUND)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> put(URI address, String id) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve("api/users/" + id))
                .header("Content-Type", PROGRAM)
                .timeout(BOUND)
                .PUT(BodyPublishers.ofString("{\"name\":\"Ada\",\"email\":\"\"}"))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
