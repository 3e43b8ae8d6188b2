package dev.rollcall.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.contract.MapRuns;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.PageWork;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlanTableTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Actor ANN = new Actor("ann");

    private final MapDirectory directory = new MapDirectory();

    /** Everybody is present by another name, but those of whom the name says otherwise. */
    private static Answer answer(UserId id) {
        return switch (id.value().charAt(0)) {
            case 'a' -> new Answer.Absent(id, Attempts.NONE);
            case 'f' -> new Answer.Failed(id, Answer.Reason.STATUS, "500: \u001b[31mred", Attempts.NONE);
            default -> new Answer.Present(new User(id, "New\u009b name".replace("\u009b", ""), ""), Attempts.NONE);
        };
    }

    private String table(String... ids) throws InterruptedException {
        for (String id : ids) {
            directory.save(new User(new UserId(id), "Name", ""), Precondition.none(), new Attribution(ANN, NOON));
        }
        var runs = new MapRuns(directory);
        var reconciler = new Reconciler(runs, directory, false, Duration.ofHours(1), pages -> {}, () -> NOON);
        Decision begun = reconciler.begin(RunOrder.DEFAULT, List.of(), ANN);
        new PageWork(
                        runs,
                        directory,
                        (roster, policy, listener) -> new RollCall(
                                roster,
                                roster.ids().stream().map(PlanTableTest::answer).toList(),
                                Duration.ZERO),
                        Optional.empty(),
                        CallPolicy.DEFAULT,
                        () -> NOON)
                .workAll();
        Run run = reconciler.find(((Decision.Accepted) begun).run().id()).orElseThrow();
        var bytes = new ByteArrayOutputStream();
        new PlanTable(reconciler, new PrintStream(bytes, true, UTF_8)).write(run);
        return bytes.toString(UTF_8);
    }

    @Test
    void changes_come_first_each_with_its_proof() throws InterruptedException {
        assertThat(table("a", "p").lines())
                .containsExactly(
                        "update     p  name: Name -> New name  [present, asked by name at 2026-03-01T12:00:00Z]",
                        "local      a  [absent, asked by name at 2026-03-01T12:00:00Z]  (the remote never knew the user)",
                        "run 1: 1 update, 1 local");
    }

    @Test
    void what_the_remote_said_can_not_control_the_terminal() throws InterruptedException {
        assertThat(table("f")).contains("undecided  f").doesNotContain("\u001b");
    }

    @Test
    void of_those_that_change_nothing_some_are_shown_and_the_others_counted() throws InterruptedException {
        String[] ids = IntStream.range(0, 50).mapToObj(i -> "a" + i).toArray(String[]::new);
        assertThat(table(ids).lines()).hasSize(22).contains("local      and 30 more");
    }
}
