package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.RunsUnderTest.absent;
import static dev.rollcall.domain.contract.RunsUnderTest.act;
import static dev.rollcall.domain.contract.RunsUnderTest.by;
import static dev.rollcall.domain.contract.RunsUnderTest.creating;
import static dev.rollcall.domain.contract.RunsUnderTest.inactive;
import static dev.rollcall.domain.contract.RunsUnderTest.present;
import static dev.rollcall.domain.contract.RunsUnderTest.update;
import static dev.rollcall.domain.contract.RunsUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Change;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Part;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.RunState;
import dev.rollcall.domain.run.Runs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of the {@link RunsContract} about applying a plan to the directory. */
interface RunsApplication extends RunsUnderTest {
    @Test
    default void a_user_is_created_and_the_history_names_the_run() {
        User anna = user("ä 😀", "Anna");
        RunPage page = applying(creating(anna));

        assertThat(runs().applied(page, List.of(creating(anna)), by(page.run()), Optional.empty()))
                .contains(List.of());

        Entry entry = directory().find(anna.id()).orElseThrow();
        assertThat(entry.user()).isEqualTo(anna);
        assertThat(entry.changed()).isEqualTo(NOON);
        assertThat(history(anna.id()))
                .containsExactly(new Change(entry.version(), by(page.run()), Optional.empty(), Optional.of(anna)));
        assertThat(stateOf(page.run(), anna.id())).isEqualTo("applied: ");
    }

    private List<Change> history(UserId id) {
        return directory().history(id, OptionalLong.empty(), 100);
    }

    private String stateOf(long run, UserId id) {
        RunLine line = runs().line(run, id).orElseThrow();
        return line.state().orElseThrow().word() + ": " + line.note();
    }

    @Test
    default void users_are_updated_deactivated_reactivated_and_deleted() {
        Entry anna = saved(user("2", "Anna"));
        Entry bert = saved(user("10", "Bert"));
        Entry cora = saved(inactive(user("a", "Cora")));
        Entry dora = saved(inactive(user("ä", "Dora")));
        var deactivate = RunLine.of(new Line.Deactivate(bert, inactive(bert.user()), absent("10")));
        var reactivate = RunLine.of(new Line.Reactivate(cora, user("a", "Cora"), present(user("a", "Cora"))));
        var delete = RunLine.of(new Line.Delete(dora, absent("ä")));

        List<RunLine> done = applied(update(anna, user("2", "Anne")), deactivate, reactivate, delete);

        assertThat(done).extracting(RunLine::state).containsOnly(Optional.of(RunLine.State.APPLIED));
        assertThat(directory().page(Query.first(9)).entries())
                .extracting(Entry::user)
                .containsExactly(user("2", "Anne"), inactive(user("10", "Bert")), user("a", "Cora"));
        for (Entry entry : List.of(anna, bert, cora, dora)) {
            Change last = history(entry.user().id()).getFirst();
            assertThat(last.attribution().by()).isEqualTo(TESTER);
            assertThat(last.attribution().run()).isPresent();
            assertThat(last.before()).contains(entry.user());
            assertThat(last.version()).isGreaterThan(entry.version());
            assertThat(history(entry.user().id())).hasSize(2);
            assertThat(history(entry.user().id()).getLast().attribution().run()).isEmpty();
        }
    }

    @Test
    default void the_version_of_a_user_is_that_of_its_last_change() {
        Entry anna = saved(user("1", "Anna"));
        applied(update(anna, user("1", "Anne")), creating(user("2", "Bert")));

        for (String id : List.of("1", "2")) {
            assertThat(directory().find(new UserId(id)).orElseThrow().version())
                    .isEqualTo(history(new UserId(id)).getFirst().version());
        }
    }

    @Test
    default void whoever_changed_since_the_plan_is_skipped_and_named() {
        Entry changed = saved(user("1", "Anna"));
        Entry removed = saved(user("2", "Bert"));
        Entry deleted = saved(user("4", "Dora"));
        Entry again = saved(user("5", "Ed"));
        RunLine[] lines = {
            update(changed, user("1", "Anne")),
            update(removed, user("2", "Bart")),
            creating(user("3", "Cora")),
            RunLine.of(new Line.Delete(deleted, absent("4"))),
            update(again, user("5", "Eve"))
        };
        RunPage page = applying(lines);
        saved(user("1", "Annika"));
        directory().remove(new UserId("2"), Precondition.none(), by(0));
        saved(user("3", "Clara"));
        saved(user("4", "Doris"));
        directory().remove(new UserId("5"), Precondition.none(), by(0));
        saved(user("5", "Ed"));

        runs().applied(page, List.of(lines), by(page.run()), Optional.empty());

        assertThat(directory().page(Query.first(9)).entries())
                .extracting(entry -> entry.user().name())
                .containsExactly("Annika", "Clara", "Doris", "Ed");
        assertThat(List.of("1", "2", "3", "4", "5").stream()
                        .map(id -> stateOf(page.run(), new UserId(id)))
                        .toList())
                .containsExactly(
                        "skipped: the user changed meanwhile",
                        "skipped: the user was removed meanwhile",
                        "skipped: the user was created meanwhile",
                        "skipped: the user changed meanwhile",
                        "skipped: the user changed meanwhile");
        assertThat(now(page.run()).tally().skipped()).isEqualTo(5);
        assertThat(now(page.run()).tally().applied()).isZero();
    }

    @Test
    default void the_lines_of_one_page_are_counted_and_the_next_page_opens() {
        Entry anna = saved(user("1", "Anna"));
        RunLine[] lines = {update(anna, user("1", "Anne")), creating(user("2", "Bert")), creating(user("3", "Cora"))};
        RunPage page = applying(lines);
        saved(user("2", "Berta"));
        Part next = new Part.Applying(Optional.of(lines[1].place()));

        Optional<List<RunPage>> opened =
                runs().applied(page, List.of(lines[0], lines[1]), by(page.run()), Optional.of(next));

        assertThat(opened).contains(List.of(new RunPage(page.run(), page.number() + 1, next)));
        Run run = now(page.run());
        assertThat(run.state()).isEqualTo(RunState.APPLYING);
        assertThat(run.tally().applied()).isEqualTo(1);
        assertThat(run.tally().skipped()).isEqualTo(1);
        assertThat(runs().lines(page.run(), LineQuery.first(9)))
                .extracting(line -> line.state().orElseThrow())
                .containsExactly(RunLine.State.APPLIED, RunLine.State.SKIPPED, RunLine.State.PLANNED);
        assertThat(directory().find(new UserId("3"))).isEmpty();
    }

    @Test
    default void the_last_page_ends_the_run() {
        RunPage page = applying(creating(user("1", "Anna")));

        runs().applied(page, List.of(creating(user("1", "Anna"))), by(page.run()), Optional.empty());

        Run run = now(page.run());
        assertThat(run.acts().getLast()).isEqualTo(act(RunState.APPLIED));
        assertThat(run.version()).isEqualTo(4);
        assertThat(runs().openPages(9)).isEmpty();
        assertThat(begun(SPLIT).run().id()).isGreaterThan(page.run());
    }

    @Test
    default void a_last_page_may_have_no_lines() {
        RunPage page = applying();

        assertThat(runs().applied(page, List.of(), by(page.run()), Optional.empty()))
                .contains(List.of());
        assertThat(now(page.run()).state()).isEqualTo(RunState.APPLIED);
    }

    @Test
    default void a_page_that_is_applied_again_does_nothing() {
        RunLine line = creating(user("1", "Anna"));
        RunPage page = applying(line);
        Optional<Part> next = Optional.of(new Part.Applying(Optional.of(line.place())));
        runs().applied(page, List.of(line), by(page.run()), next);
        Run run = now(page.run());

        assertThat(runs().applied(page, List.of(line), by(page.run()), next)).isEmpty();

        assertThat(now(page.run())).isEqualTo(run);
        assertThat(history(line.id())).hasSize(1);
        assertThat(stateOf(page.run(), line.id())).isEqualTo("applied: ");
    }

    @Test
    default void a_page_of_a_run_that_was_cancelled_applies_nothing() {
        RunLine line = creating(user("1", "Anna"));
        RunPage page = applying(line);
        cancelled(page.run());

        assertThat(runs().applied(page, List.of(line), by(page.run()), Optional.empty()))
                .isEmpty();
        assertThat(directory().find(line.id())).isEmpty();
        assertThat(stateOf(page.run(), line.id())).isEqualTo("planned: ");
    }

    @Test
    default void who_was_deactivated_for_being_gone_is_remembered_so_and_who_was_deleted_is_forgotten() {
        Entry gone = saved(user("1", "Anna"));
        Entry told = saved(user("2", "Bert"));
        Entry deleted = saved(user("3", "Cora"));
        Sightings absent = Sightings.present(NOON).after(absent("1"));
        RunLine[] lines = {
            RunLine.of(new Line.Deactivate(gone, inactive(gone.user()), absent("1"))),
            RunLine.of(new Line.Deactivate(told, inactive(told.user()), present(inactive(told.user())))),
            RunLine.of(new Line.Delete(deleted, absent("3")))
        };
        RunPage page = applyingRemembered(absent, lines);

        runs().applied(page, List.of(lines), by(page.run()), Optional.empty());

        assertThat(seen("1")).isEqualTo(absent.deactivated(NOON));
        assertThat(seen("2")).isEqualTo(absent);
        assertThat(seen("3")).isEqualTo(Sightings.NONE);
    }

    @Test
    default void of_whom_a_line_was_skipped_nothing_else_is_remembered() {
        Entry gone = saved(user("1", "Anna"));
        Sightings absent = Sightings.present(NOON).after(absent("1"));
        RunLine line = RunLine.of(new Line.Delete(gone, absent("1")));
        RunPage page = applyingRemembered(absent, line);
        saved(user("1", "Anne"));

        runs().applied(page, List.of(line), by(page.run()), Optional.empty());

        assertThat(seen("1")).isEqualTo(absent);
    }

    private RunPage applyingRemembered(Sightings sightings, RunLine... lines) {
        Map<UserId, Sightings> seen =
                List.of(lines).stream().collect(java.util.stream.Collectors.toMap(RunLine::id, line -> sightings));
        RunPage page = begun(SPLIT).pages().getFirst();
        var found = new Runs.Called(List.of(lines), LineCounts.NONE, seen, true, List.of(), List.of());
        runs().called(page, found);
        var moved = (Runs.Start.Done)
                runs().move(page.run(), 1, act(RunState.APPLYING), List.of(new Part.Applying(Optional.empty())));
        return moved.pages().getFirst();
    }

    @Test
    default void as_many_lines_are_applied_at_once_as_a_page_has() {
        directory()
                .saveAll(
                        IntStream.range(0, 500)
                                .mapToObj(i -> Upsert.of(user("" + 2 * i, "Anna")))
                                .toList(),
                        by(0));
        List<Entry> before = directory().page(Query.first(500)).entries();
        RunLine[] lines = IntStream.range(0, RunPage.MAX_USERS)
                .mapToObj(i ->
                        i % 2 == 0 ? update(before.get(i / 2), user("" + i, "Anne")) : creating(user("" + i, "Anne")))
                .toArray(RunLine[]::new);

        assertThat(applied(lines)).extracting(RunLine::state).containsOnly(Optional.of(RunLine.State.APPLIED));
        assertThat(directory().page(Query.first(1000)).entries())
                .hasSize(RunPage.MAX_USERS)
                .allSatisfy(entry -> assertThat(entry.user().name()).isEqualTo("Anne"));
    }
}
