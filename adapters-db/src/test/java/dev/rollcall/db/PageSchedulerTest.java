package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.db.work.PageScheduler;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.Drift;
import dev.rollcall.domain.run.PageWork;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.RunState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose pages db-scheduler does, on a real database of each kind. */
final class PageSchedulerTest {
    private static final Actor ANN = new Actor("ann");
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int USERS = 3500;

    private final Map<UserId, Integer> asked = new ConcurrentHashMap<>();
    private final RemoteUsers remote = (roster, policy, listener) -> {
        roster.ids().forEach(id -> asked.merge(id, 1, Integer::sum));
        return new RollCall(
                roster,
                roster.ids().stream()
                        .<Answer>map(id -> new Answer.Present(new User(id, "New", ""), Attempts.NONE))
                        .toList(),
                Duration.ZERO);
    };

    @TempDir
    private Path folder;

    private Optional<Database> opened = Optional.empty();

    enum Kind {
        H2,
        POSTGRESQL
    }

    private Database open(Kind kind) {
        DatabaseAddress address = switch (kind) {
            case H2 -> new DatabaseAddress("jdbc:h2:file:" + folder.resolve("rollcall"), "", "", 6);
            case POSTGRESQL -> PostgresServer.emptySchema();
        };
        Database database = Database.open(address);
        opened = Optional.of(database);
        List<Upsert> users = IntStream.range(0, USERS)
                .mapToObj(i -> Upsert.of(new User(new UserId(Integer.toString(i)), "Old", "")))
                .toList();
        new SqlDirectory(database).saveAll(users, new Attribution(ANN, Instant.EPOCH));
        return database;
    }

    @AfterEach
    void close() {
        opened.ifPresent(Database::close);
    }

    private static PageScheduler scheduler(Database database, RemoteUsers remote) {
        var runs = new SqlRuns(database);
        var work = new PageWork(runs, new SqlDirectory(database), remote, Optional.empty(), CallPolicy.DEFAULT, CLOCK);
        return PageScheduler.start(database.connections(), true, runs, work, CLOCK);
    }

    private static Reconciler reconciler(Database database, Consumer<List<RunPage>> workers) {
        return new Reconciler(
                new SqlRuns(database), new SqlDirectory(database), false, Duration.ofHours(1), workers, CLOCK);
    }

    private static long begin(Reconciler reconciler) {
        var order = new RunOrder(RunOrder.RosterKind.DIRECTORY, RunOrder.DEFAULT.rules(), RunOrder.Application.NEVER);
        return ((Decision.Accepted) reconciler.begin(order, List.of(), ANN))
                .run()
                .id();
    }

    private static Run awaitRest(Reconciler reconciler, long id) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (System.nanoTime() < end) {
            Run run = reconciler.find(id).orElseThrow();
            if (!run.state().isWorking()) {
                return run;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("still " + reconciler.find(id));
    }

    @ParameterizedTest
    @EnumSource
    void a_run_is_done_to_its_end_and_everybody_asked_once(Kind kind) throws InterruptedException {
        Database database = open(kind);
        try (PageScheduler one = scheduler(database, remote);
                PageScheduler other = scheduler(database, remote)) {
            Reconciler reconciler = reconciler(database, one::soon);
            long id = begin(reconciler);
            Run run = awaitRest(reconciler, id);
            assertThat(run.state()).isEqualTo(RunState.HELD);
            assertThat(run.tally().counts().answers()).isEqualTo(USERS);
            reconciler.approve(id, OptionalLong.empty(), ANN, "new names");
            reconciler.apply(id, OptionalLong.empty(), Drift.SKIP, ANN);
            assertThat(awaitRest(reconciler, id).tally().applied()).isEqualTo(USERS);
            assertThat(other).isNotNull();
        }
        assertThat(asked)
                .hasSize(USERS)
                .allSatisfy((user, times) -> assertThat(times).isOne());
        assertThat(new SqlDirectory(database)
                        .find(new UserId("7"))
                        .orElseThrow()
                        .user()
                        .name())
                .isEqualTo("New");
    }

    @ParameterizedTest
    @EnumSource
    void what_an_instance_left_goes_on_with_the_next_one(Kind kind) throws InterruptedException {
        Database database = open(kind);
        Reconciler reconciler = reconciler(database, pages -> {});
        long id = begin(reconciler);
        try (PageScheduler next = scheduler(database, remote)) {
            assertThat(awaitRest(reconciler, id).state()).isEqualTo(RunState.HELD);
            assertThat(next).isNotNull();
        }
    }

    @Test
    void a_page_that_fails_again_and_again_ends_its_run() throws InterruptedException {
        Database database = open(Kind.H2);
        RemoteUsers broken = (roster, policy, listener) -> {
            throw new IllegalStateException("a bug");
        };
        try (PageScheduler scheduler = scheduler(database, broken)) {
            Reconciler reconciler = reconciler(database, scheduler::soon);
            Run run = awaitRest(reconciler, begin(reconciler));
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.reasons()).containsExactly("an error in Rollcall: java.lang.IllegalStateException: a bug");
        }
    }
}
