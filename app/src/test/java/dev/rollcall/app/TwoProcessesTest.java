package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one PostgreSQL are one directory. How many rounds there are is said by {@code -Drollcall.rounds=10000}. */
@Timeout(600)
final class TwoProcessesTest {
    private static final int ROUNDS = Integer.getInteger("rollcall.rounds", 200);

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static Pair pair;

    private final HttpClient http = HttpClient.newHttpClient();

    /** Two processes that were started at once on an empty database. */
    private static final class Pair implements AutoCloseable {
        final String database;
        private final List<ServerProcess> processes = new ArrayList<>();
        private final List<URI> addresses = new ArrayList<>();

        Pair(String database) throws Exception {
            this.database = database;
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + database);
            }
            try {
                start("first");
                start("second");
                for (ServerProcess process : processes) {
                    addresses.add(process.awaitAddress());
                }
            } catch (IOException | RuntimeException | Error e) {
                close();
                throw e;
            }
        }

        private void start(String name) throws IOException {
            List<String> settings = List.of(
                    "-Ddb.url=" + postgres.getJdbcUrl("postgres", database),
                    "-Ddb.username=postgres",
                    "-Ddb.pool=4",
                    "-Dremote.uri=http://127.0.0.1:1/users/{id}");
            processes.add(ServerProcess.start(folder, database + "-" + name, settings));
        }

        URI first() {
            return addresses.getFirst();
        }

        URI second() {
            return addresses.getLast();
        }

        void killFirst() {
            processes.getFirst().close();
        }

        @Override
        public void close() {
            processes.forEach(ServerProcess::close);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        pair = new Pair("shared");
    }

    @AfterAll
    static void stop() throws IOException {
        if (pair != null) {
            pair.close();
        }
        postgres.close();
    }

    @AfterEach
    void closeClient() {
        http.close();
    }

    @Test
    void both_start_at_once_on_an_empty_database_and_bring_its_schema_up_once() throws Exception {
        try (var connection = postgres.getDatabase("postgres", pair.database).getConnection();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*), MAX(version) FROM schema_version")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isPositive().isEqualTo(rows.getInt(2));
        }
        for (URI address : List.of(pair.first(), pair.second())) {
            assertThat(get(address, "observe/health/ready").statusCode()).isEqualTo(200);
        }
    }

    /** Others read meanwhile from both processes, so that there are reads to be shared and pages to be remembered. */
    @Test
    void what_one_acknowledged_is_on_the_very_next_read_of_the_other() throws Exception {
        List<URI> addresses = List.of(pair.first(), pair.second());
        var end = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> readers = new ArrayList<>();
            for (URI address : addresses) {
                readers.add(executor.submit(() -> read(address, end)));
                readers.add(executor.submit(() -> read(address, end)));
            }
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    URI writer = addresses.get(round % 2);
                    URI reader = addresses.get(1 - round % 2);
                    assertThat(put(writer, "7", "round " + round).statusCode()).isIn(200, 201);
                    assertThat(get(reader, "api/users/7").body()).contains("\"round " + round + "\"");
                    assertThat(get(reader, "api/users").body()).contains("\"round " + round + "\"");
                    assertThat(get(reader, "").body()).contains(">round " + round + "<");
                }
            } finally {
                end.countDown();
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
    }

    private Void read(URI address, CountDownLatch end) throws Exception {
        while (end.getCount() > 0) {
            for (String path : List.of("api/users/7", "api/users", "")) {
                assertThat(get(address, path).statusCode()).isIn(200, 404);
            }
        }
        return null;
    }

    @Test
    void of_two_who_change_the_same_version_one_wins_and_the_other_is_told() throws Exception {
        URI first = pair.first();
        URI second = pair.second();
        String tag = etag(put(first, "contested", "nobody"));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                String seen = tag;
                String by = " in round " + round;
                List<Callable<HttpResponse<String>>> writers = List.of(
                        () -> put(first, "contested", "first" + by, "If-Match", seen),
                        () -> put(second, "contested", "second" + by, "If-Match", seen));
                List<HttpResponse<String>> responses = new ArrayList<>();
                for (Future<HttpResponse<String>> response : executor.invokeAll(writers)) {
                    responses.add(response.get());
                }
                assertThat(responses).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 412);
                boolean firstWon = responses.getFirst().statusCode() == 200;
                for (URI address : List.of(first, second)) {
                    assertThat(get(address, "api/users/contested").body())
                            .contains("\"" + (firstWon ? "first" : "second") + by + "\"");
                }
                tag = etag(responses.get(firstWon ? 0 : 1));
            }
        }
        JsonNode changes = new ObjectMapper()
                .readTree(get(second, "api/users/contested/history?limit=1000").body())
                .path("changes");
        assertThat(changes).hasSize(Math.min(1000, ROUNDS + 1));
    }

    /** The one that is killed has changes of the same user in flight, which must hold nobody up. */
    @Test
    void when_one_is_killed_the_other_has_what_it_acknowledged_and_serves_on() throws Exception {
        try (var dying = new Pair("dying");
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var acknowledged = new AtomicInteger(-1);
            Future<?> writer = executor.submit(() -> countUpUntilKilled(dying.first(), acknowledged));
            while (acknowledged.get() < 20 && !writer.isDone()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            dying.killFirst();
            writer.get();

            URI survivor = dying.second();
            int found = new ObjectMapper()
                    .readTree(get(survivor, "api/users/7").body())
                    .path("name")
                    .asInt();
            // what was in flight may have been written, without a word of it
            assertThat(found).isBetween(acknowledged.get(), acknowledged.get() + 1);
            assertThat(put(survivor, "7", "still here").statusCode()).isEqualTo(200);
            assertThat(get(survivor, "").body()).contains(">still here<");
            assertThat(get(survivor, "observe/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private void countUpUntilKilled(URI address, AtomicInteger acknowledged) {
        try {
            while (true) {
                int next = acknowledged.get() + 1;
                assertThat(put(address, "7", Integer.toString(next)).statusCode())
                        .isIn(200, 201);
                acknowledged.set(next);
            }
        } catch (IOException killed) {
            // as it is to be
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String etag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    private HttpResponse<String> get(URI address, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> put(URI address, String id, String name, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve("api/users/" + id))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"name\":\"%s\",\"email\":\"\"}".formatted(name)));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
