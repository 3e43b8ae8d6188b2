package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.db.Database;
import dev.rollcall.db.DatabaseAddress;
import dev.rollcall.db.SqlDirectory;
import dev.rollcall.db.SqlRuns;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Servers that are killed at random while they do a run, and started again: what comes of it is what would have without. For its long form:
 * {@code -Drollcall.kills=50 -Drollcall.kills.users=10000}; {@code -Drollcall.seed} repeats one.
 */
@Timeout(3600)
final class KilledRunTest {
    private static final int KILLS = Integer.getInteger("rollcall.kills", 1);
    private static final int USERS = Integer.getInteger("rollcall.kills.users", 2000);
    private static final long SEED = Long.getLong("rollcall.seed", System.nanoTime());
    /** After how many milliseconds a server is killed at the latest: about as long as a run takes. */
    private static final int LATEST = USERS / 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(SEED);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<URI> addresses = new ArrayList<>();
    private ToldRemote remote;
    private int kills;

    @TempDir
    private Path folder;

    @BeforeEach
    void startRemote() throws IOException {
        remote = ToldRemote.start();
    }

    @AfterEach
    void stop() {
        servers.forEach(ServerProcess::close);
        remote.close();
        http.close();
    }

    @ParameterizedTest
    @CsvSource({"H2, 1", "POSTGRESQL, 1", "POSTGRESQL, 2"})
    void a_run_that_is_killed_again_and_again_does_each_change_once(String kind, int instances) throws Exception {
        if (kind.equals("H2")) {
            check(new DatabaseAddress("jdbc:h2:file:" + folder.resolve("rollcall"), "", "", 2), instances);
            return;
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            check(new DatabaseAddress(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "", 4), instances);
        }
    }

    private void check(DatabaseAddress address, int instances) throws Exception {
        try (Database database = Database.open(address)) {
            fill(database);
        }
        for (int i = 0; i < instances; i++) {
            servers.add(serve(address));
            addresses.add(servers.getLast().awaitAddress());
        }
        int rounds = 0;
        do {
            rounds++;
            remote.renameAll("Round " + rounds);
            String run = begin();
            while (isWorkedOn(run)) {
                killOne(address, run);
            }
        } while (kills < KILLS);
        servers.forEach(ServerProcess::close);
        try (Database database = Database.open(address)) {
            check(database, rounds);
        }
    }

    private static void fill(Database database) {
        List<Upsert> users = IntStream.range(0, USERS)
                .mapToObj(i -> Upsert.of(new User(new UserId(Integer.toString(i)), "Nobody", "")))
                .toList();
        new SqlDirectory(database).saveAll(users, new Attribution(new Actor("tester"), Instant.EPOCH));
    }

    private ServerProcess serve(DatabaseAddress address) throws IOException {
        List<String> settings = List.of(
                "-Ddb.url=" + address.url(),
                "-Ddb.username=" + address.username(),
                "-Ddb.pool=4",
                "-Dreconcile.limits.update=",
                "-Dremote.uri=" + remote.uri());
        return ServerProcess.start(folder, "errors", settings);
    }

    private String begin() throws Exception {
        var request = HttpRequest.newBuilder(addresses.getFirst().resolve("/api/reconciliations"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"apply\":\"within-limits\"}"))
                .build();
        return http.send(request, BodyHandlers.ofString())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private boolean isWorkedOn(String run) throws Exception {
        var request = HttpRequest.newBuilder(addresses.getFirst().resolve(run))
                .header("Accept", "application/json")
                .build();
        JsonNode answer =
                JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        return List.of("calling", "applying").contains(answer.path("state").asText());
    }

    /** Kills a server after some time and starts it again; or only waits, if there were kills enough. */
    private void killOne(DatabaseAddress address, String run) throws Exception {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST));
        if (kills == KILLS || !isWorkedOn(run)) {
            return;
        }
        int which = random.nextInt(servers.size());
        servers.get(which).close();
        kills++;
        servers.set(which, serve(address));
        addresses.set(which, servers.get(which).awaitAddress());
    }

    private static void check(Database database, int rounds) {
        List<Run> runs = new SqlRuns(database).page(Optional.empty(), OptionalLong.empty(), rounds + 1);
        assertThat(runs).as("seed %s", SEED).hasSize(rounds).allSatisfy(run -> {
            assertThat(run.state()).isEqualTo(RunState.APPLIED);
            assertThat(run.tally().applied()).isEqualTo(USERS);
            assertThat(run.tally().skipped()).isZero();
        });
        List<OptionalLong> each =
                runs.stream().map(run -> OptionalLong.of(run.id())).toList();
        var directory = new SqlDirectory(database);
        for (int i = 0; i < USERS; i++) {
            var id = new UserId(Integer.toString(i));
            assertThat(directory.find(id).orElseThrow().user())
                    .isEqualTo(new User(id, "Round %s %s".formatted(rounds, i), i + "@example.org"));
            List<Change> history = directory.history(id, OptionalLong.empty(), rounds + 9);
            assertThat(history.subList(0, history.size() - 1))
                    .as("the changes of user %s, seed %s", i, SEED)
                    .extracting(change -> change.attribution().run())
                    .isEqualTo(each);
        }
    }
}
