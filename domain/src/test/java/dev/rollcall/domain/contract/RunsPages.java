package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.RunsUnderTest.absent;
import static dev.rollcall.domain.contract.RunsUnderTest.act;
import static dev.rollcall.domain.contract.RunsUnderTest.finding;
import static dev.rollcall.domain.contract.RunsUnderTest.line;
import static dev.rollcall.domain.contract.RunsUnderTest.same;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.listing.ListingPosition;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.run.Act;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of the {@link RunsContract} about pages, and how the calling and the settling end. */
interface RunsPages extends RunsUnderTest {
    /** Somewhere among the users. */
    Place PLACE = Order.ID.placeOf(new User(new UserId("ä 😀"), Map.of()));

    @Test
    default void every_kind_of_page_is_open_as_it_was_made() {
        var walk = new ListingPosition(Optional.of("next=\"2\""), 3_000_000_000L, 2, Optional.of("landmark"));
        Part[] parts = {
            new Part.Listed(ListingPosition.BEGINNING),
            new Part.Listed(walk),
            new Part.Split(Optional.empty()),
            new Part.Split(Optional.of(PLACE)),
            new Part.Range(Optional.empty(), Optional.of(PLACE)),
            new Part.Range(Optional.of(PLACE), Optional.empty()),
            new Part.Named(List.of(new UserId("2"), new UserId("ä \\ 😀"))),
            new Part.Settling(Optional.empty()),
            new Part.Settling(Optional.of(PLACE))
        };
        List<RunPage> pages = begun(parts).pages();

        assertThat(pages).extracting(RunPage::part).containsExactly(parts);
        assertThat(pages).extracting(RunPage::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(runs().openPages(100)).isEqualTo(pages);
        assertThat(runs().openPages(2)).isEqualTo(pages.subList(0, 2));
        assertThat(pages)
                .allSatisfy(page ->
                        assertThat(runs().openPage(page.run(), page.number())).contains(page));
    }

    @Test
    default void a_page_that_nobody_opened_is_not_open() {
        long run = begun(SPLIT).run().id();

        assertThat(runs().openPage(run, 2)).isEmpty();
        assertThat(runs().openPage(run + 1, 1)).isEmpty();
        assertThat(runs().called(new RunPage(run, 2, SPLIT), finding(List.of(same("1")))))
                .isEmpty();
        assertThat(runs().lines(run, LineQuery.first(9))).isEmpty();
    }

    @Test
    default void a_page_that_is_done_opens_the_next_ones() {
        RunPage first = begun(SPLIT).pages().getFirst();
        assertThat(runs().openPages(9)).hasSize(1);

        List<RunPage> next = runs().called(
                        first, Runs.Called.only(List.of(new Part.Split(Optional.of(PLACE)), new Part.Named(List.of()))))
                .orElseThrow();

        assertThat(next)
                .containsExactly(
                        new RunPage(first.run(), 2, new Part.Split(Optional.of(PLACE))),
                        new RunPage(first.run(), 3, new Part.Named(List.of())));
        assertThat(runs().openPages(9)).isEqualTo(next);
        assertThat(runs().openPage(first.run(), 1)).isEmpty();
        assertThat(runs().openPages(9)).hasSize(2);
    }

    @Test
    default void the_settling_opens_with_the_end_of_the_last_page() {
        List<RunPage> pages = begun(SPLIT, SPLIT).pages();

        assertThat(runs().called(pages.getLast(), finding(List.of()))).contains(List.of());
        assertThat(runs().called(pages.getFirst(), finding(List.of())))
                .contains(List.of(new RunPage(pages.getFirst().run(), 3, new Part.Settling(Optional.empty()))));
        assertThat(runs().openPages(9)).extracting(RunPage::number).containsExactly(3);
    }

    @Test
    default void a_page_that_is_ended_again_changes_nothing() {
        List<RunPage> pages = begun(SPLIT, SPLIT).pages();
        RunPage page = pages.getFirst();
        var counts = new LineCounts(Map.of(Line.Kind.SAME, 1L), 1, 0, 0, Map.of(), Map.of());
        var once = new Runs.Called(
                List.of(same("1")),
                counts,
                Map.of(new UserId("1"), Sightings.present(NOON)),
                true,
                List.of("Once."),
                List.of(SPLIT));
        runs().called(page, once);
        Run run = now(page.run());

        var again = new Runs.Called(
                List.of(same("2")),
                counts,
                Map.of(new UserId("2"), Sightings.present(NOON)),
                false,
                List.of("Twice."),
                List.of(SPLIT));
        assertThat(runs().called(page, once)).isEmpty();
        assertThat(runs().called(page, again)).isEmpty();

        assertThat(now(page.run())).isEqualTo(run);
        assertThat(runs().lines(page.run(), LineQuery.first(9))).containsExactly(same("1"));
        assertThat(seen("2")).isEqualTo(Sightings.NONE);
        assertThat(runs().openPages(9)).hasSize(2);
    }

    @Test
    default void a_page_of_a_run_that_was_cancelled_is_refused() {
        RunPage page = begun(SPLIT).pages().getFirst();
        cancelled(page.run());
        Run run = now(page.run());

        assertThat(runs().openPage(page.run(), page.number())).isEmpty();
        assertThat(runs().called(page, finding(List.of(same("1"))))).isEmpty();

        assertThat(now(page.run())).isEqualTo(run);
        assertThat(runs().lines(page.run(), LineQuery.first(9))).isEmpty();
        assertThat(runs().openPages(9)).isEmpty();
        assertThat(runs().openPages(9)).isEmpty();
    }

    @Test
    default void pages_of_another_run_are_left_alone() {
        RunPage old = begun(SPLIT).pages().getFirst();
        cancelled(old.run());
        RunPage page = begun(SPLIT).pages().getFirst();

        assertThat(runs().called(old, finding(List.of(same("1"))))).isEmpty();

        assertThat(runs().openPages(9)).containsExactly(page);
        assertThat(runs().called(page, finding(List.of(same("1"))))).isPresent();
        assertThat(runs().lines(old.run(), LineQuery.first(9))).isEmpty();
    }

    @Test
    default void pages_that_were_open_before_a_decision_are_given_up() {
        RunPage page = begun(SPLIT).pages().getFirst();
        runs().move(page.run(), 1, act(RunState.HELD), List.of());
        var moved = (Runs.Start.Done)
                runs().move(page.run(), 2, act(RunState.APPLYING), List.of(new Part.Applying(Optional.empty())));

        assertThat(runs().openPages(9)).isEqualTo(moved.pages());
        assertThat(runs().called(page, finding(List.of(same("1"))))).isEmpty();
        assertThat(runs().openPages(9)).hasSize(1);
    }

    @Test
    default void warnings_are_kept_once_and_not_too_many() {
        List<RunPage> pages = begun(SPLIT, SPLIT, SPLIT).pages();
        List<String> many =
                IntStream.range(0, 30).mapToObj(i -> "Warning " + i + ".").toList();

        runs().called(pages.get(0), warning(List.of("It \"smells\".", "It is cold.")));
        runs().called(pages.get(1), warning(List.of("It is cold.", "It is late.")));
        assertThat(now(pages.getFirst().run()).warnings())
                .containsExactly("It \"smells\".", "It is cold.", "It is late.");

        runs().called(pages.get(2), warning(many));
        assertThat(now(pages.getFirst().run()).warnings())
                .hasSize(Run.MAX_WARNINGS)
                .startsWith("It \"smells\".")
                .endsWith("Warning 16.");
    }

    private static Runs.Called warning(List<String> warnings) {
        return new Runs.Called(List.of(), LineCounts.NONE, Map.of(), true, warnings, List.of());
    }

    @Test
    default void a_settling_that_goes_on_changes_lines_counts_and_sightings() {
        RunLine watched = line(Line.Kind.WATCHED, Optional.empty(), absent("1"));
        RunPage page = settling(watched, same("2"));
        RunLine doubted = line(Line.Kind.UNDECIDED, Optional.empty(), absent("1"));
        Sightings absent = Sightings.present(NOON).after(absent("1"));
        Part next = new Part.Settling(Optional.of(watched.place()));

        Optional<List<RunPage>> opened = runs().settled(
                        page,
                        new Runs.Settled(
                                List.of(doubted),
                                LineCounts.ofChange(Line.Kind.WATCHED, Line.Kind.UNDECIDED),
                                Map.of(new UserId("1"), absent),
                                List.of(),
                                List.of(),
                                Optional.of(next)));

        assertThat(opened).contains(List.of(new RunPage(page.run(), 3, next)));
        assertThat(runs().lines(page.run(), LineQuery.first(9))).containsExactly(doubted, same("2"));
        assertThat(seen("1")).isEqualTo(absent);
        Run run = now(page.run());
        assertThat(run.state()).isEqualTo(RunState.CALLING);
        assertThat(run.tally().counts()).isEqualTo(LineCounts.ofChange(Line.Kind.WATCHED, Line.Kind.UNDECIDED));
    }

    @Test
    default void the_last_settling_brings_the_run_into_its_states_with_reasons() {
        RunPage page = settling(same("1"));
        List<Act> acts = List.of(act(RunState.HELD));

        Optional<List<RunPage>> opened = runs().settled(page, ending(acts, List.of("too \"many\"", "too few")));

        assertThat(opened).contains(List.of());
        Run run = now(page.run());
        assertThat(run.acts()).containsExactly(act(RunState.CALLING), act(RunState.HELD));
        assertThat(run.reasons()).containsExactly("too \"many\"", "too few");
        assertThat(runs().openPages(9)).isEmpty();
        assertThat(begun(SPLIT)).isNotNull();
    }

    private static Runs.Settled ending(List<Act> acts, List<String> reasons) {
        return new Runs.Settled(List.of(), LineCounts.NONE, Map.of(), acts, reasons, Optional.empty());
    }

    @Test
    default void a_run_that_is_applied_at_once_goes_on_with_the_page_that_it_opens() {
        RunPage page = applying(same("1"));

        Run run = now(page.run());
        assertThat(run.acts())
                .extracting(Act::state)
                .containsExactly(RunState.CALLING, RunState.READY, RunState.APPLYING);
        assertThat(page.part()).isEqualTo(new Part.Applying(Optional.empty()));
        assertThat(runs().openPages(9)).containsExactly(page);
    }

    @Test
    default void a_settling_that_is_ended_again_changes_nothing() {
        RunPage page = settling(same("1"));
        runs().settled(page, ending(List.of(act(RunState.NOTHING_TO_DO)), List.of()));
        Run run = now(page.run());

        assertThat(runs().settled(page, ending(List.of(act(RunState.HELD)), List.of("again"))))
                .isEmpty();
        assertThat(now(page.run())).isEqualTo(run);
    }

    @Test
    default void a_settling_of_a_run_that_was_cancelled_is_refused() {
        RunPage page = settling(line(Line.Kind.WATCHED, Optional.empty(), absent("1")));
        cancelled(page.run());

        var changed = new Runs.Settled(
                List.of(line(Line.Kind.UNDECIDED, Optional.empty(), absent("1"))),
                LineCounts.NONE,
                Map.of(new UserId("1"), Sightings.present(NOON)));
        assertThat(runs().settled(page, changed)).isEmpty();

        assertThat(runs().lines(page.run(), LineQuery.first(9)))
                .extracting(RunLine::kind)
                .containsExactly(Line.Kind.WATCHED);
        assertThat(seen("1")).isEqualTo(Sightings.NONE);
    }
}
