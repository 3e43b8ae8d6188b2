package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.RunsUnderTest.absent;
import static dev.rollcall.domain.contract.RunsUnderTest.attempts;
import static dev.rollcall.domain.contract.RunsUnderTest.creating;
import static dev.rollcall.domain.contract.RunsUnderTest.finding;
import static dev.rollcall.domain.contract.RunsUnderTest.line;
import static dev.rollcall.domain.contract.RunsUnderTest.present;
import static dev.rollcall.domain.contract.RunsUnderTest.same;
import static dev.rollcall.domain.contract.RunsUnderTest.update;
import static dev.rollcall.domain.contract.RunsUnderTest.user;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.Runs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of the {@link RunsContract} about lines, and what is remembered of users from run to run. */
interface RunsLines extends RunsUnderTest {
    /** Ids in their order. */
    List<String> IDS =
            List.of("02", "2", "10", "99999999999999999999", "A", "a", "a b", "a-b", "aa", "ß", "ä", "\uFFFD", "😀");

    @Test
    default void lines_of_every_kind_and_answer_are_read_as_they_were_written() {
        List<RunLine> lines = everything();
        long run = settling(lines.toArray(RunLine[]::new)).run();

        assertThat(runs().lines(run, LineQuery.first(1000)))
                .containsExactlyElementsOf(
                        lines.stream().sorted(comparing(RunLine::place)).toList());
        assertThat(lines)
                .hasSizeGreaterThan(200)
                .allSatisfy(line -> assertThat(runs().line(run, line.id())).contains(line));
    }

    /** Returns lines of every kind in every state with every answer; what they mean together doesn't matter. */
    private static List<RunLine> everything() {
        List<RunLine> lines = new ArrayList<>();
        List<Optional<RunLine.State>> states = Stream.concat(
                        Stream.of(Optional.<RunLine.State>empty()),
                        Stream.of(RunLine.State.values()).map(Optional::of))
                .toList();
        for (Line.Kind kind : Line.Kind.values()) {
            for (Optional<RunLine.State> state : states) {
                for (Function<UserId, Answer> answer : answers()) {
                    var id = new UserId("ä 😀 " + lines.size());
                    lines.add(lineOf(kind, state, answer.apply(id), lines.size()));
                }
            }
        }
        return lines;
    }

    private static List<Function<UserId, Answer>> answers() {
        Map<UserField, String> values =
                Map.of(UserField.NAME, "Zoë \"😀\"", UserField.ACTIVE, "false", UserField.attribute("team"), "\\red");
        List<Function<UserId, Answer>> answers = new ArrayList<>(List.of(
                id -> new Answer.Present(new User(id, values), attempts(3)),
                id -> new Answer.Present(new User(id, Map.of()), Attempts.NONE),
                id -> new Answer.Absent(id, attempts(1)),
                id -> new Answer.Late(id, Attempts.NONE),
                id -> new Answer.Late(id, attempts(7))));
        for (Answer.Reason reason : Answer.Reason.values()) {
            answers.add(id -> new Answer.Failed(id, reason, "503: \"sorry\"\n😀", attempts(2)));
        }
        return answers;
    }

    private static RunLine lineOf(Line.Kind kind, Optional<RunLine.State> state, Answer answer, int number) {
        User before = new User(answer.id(), "before " + number, "b@example.org");
        User after = before.with(Map.of(UserField.ACTIVE, "false", UserField.attribute("team"), "{}"));
        boolean hasBefore = number % 2 == 0;
        return new RunLine(
                kind,
                state,
                hasBefore ? Optional.of(before) : Optional.empty(),
                hasBefore ? OptionalLong.of(Long.MAX_VALUE - number) : OptionalLong.empty(),
                number % 3 == 0 ? Optional.of(after) : Optional.empty(),
                new Proof(answer, NOON.plusSeconds(number), number % 5 == 0),
                number % 7 == 0 ? "the \"note\" 😀" : "");
    }

    @Test
    default void what_cannot_be_stored_as_it_is_does_not_keep_a_page_from_being_done() {
        var failed = new Answer.Failed(new UserId("1"), Answer.Reason.MALFORMED, "a\0b\uD800c", Attempts.NONE);
        long run = settling(line(Line.Kind.UNDECIDED, Optional.empty(), Proof.called(failed, NOON)))
                .run();

        assertThat(runs().line(run, failed.id()).orElseThrow().proof().answer().explanation())
                .startsWith("malformed: a")
                .endsWith("c");
    }

    @Test
    default void lines_are_in_the_order_of_their_ids_page_after_page() {
        List<RunLine> shuffled =
                IDS.reversed().stream().map(RunsUnderTest::same).toList();
        long run = settling(shuffled.toArray(RunLine[]::new)).run();

        for (int limit : List.of(1, 2, 5, 100)) {
            assertThat(everyLine(run, LineQuery.first(limit)))
                    .extracting(line -> line.id().value())
                    .isEqualTo(IDS);
        }
        assertThat(runs().lines(run, LineQuery.first(2).after(same("10").place())))
                .extracting(line -> line.id().value())
                .containsExactly("99999999999999999999", "A");
        assertThat(runs().lines(run, LineQuery.first(9).after(new Place("~", new UserId("b")))))
                .extracting(line -> line.id().value())
                .containsExactly("ß", "ä", "\uFFFD", "😀");
    }

    private List<RunLine> everyLine(long run, LineQuery first) {
        List<RunLine> read = new ArrayList<>();
        List<RunLine> page = runs().lines(run, first);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(first.limit());
            read.addAll(page);
            page = runs().lines(run, first.after(page.getLast().place()));
        }
        return read;
    }

    @Test
    default void lines_are_found_by_kind_and_state() {
        List<RunLine> lines = everything();
        long run = settling(lines.toArray(RunLine[]::new)).run();
        List<Set<Line.Kind>> kinds = List.of(
                Set.of(),
                Set.of(Line.Kind.SAME),
                Set.of(Line.Kind.CREATE, Line.Kind.DELETE),
                Set.of(Line.Kind.values()));

        for (Set<Line.Kind> some : kinds) {
            for (String state : List.of("", "planned", "skipped")) {
                var query = new LineQuery(some, RunLine.State.of(state), Optional.empty(), 7);
                assertThat(everyLine(run, query))
                        .as("%s", query)
                        .containsExactlyElementsOf(lines.stream()
                                .filter(query::includes)
                                .sorted(comparing(RunLine::place))
                                .toList());
            }
        }
    }

    @Test
    default void lines_of_other_runs_are_not_among_them() {
        long first = settling(same("1"), same("2")).run();
        cancelled(first);
        long second = settling(line(Line.Kind.LOCAL, Optional.empty(), absent("2")), same("3"))
                .run();

        assertThat(runs().lines(first, LineQuery.first(9)))
                .extracting(line -> line.id().value())
                .containsExactly("1", "2");
        assertThat(runs().line(second, new UserId("1"))).isEmpty();
        assertThat(runs().unseen(first, Optional.empty(), 9)).isEmpty();
        assertThat(runs().withLine(second, ids("1", "2", "3", "4"))).isEqualTo(ids("2", "3"));
        assertThat(runs().lines(second + 1, LineQuery.first(9))).isEmpty();
        assertThat(runs().lines(
                                second + 1,
                                new LineQuery(Set.of(Line.Kind.SAME), Optional.empty(), Optional.empty(), 9)))
                .isEmpty();
    }

    private static Set<UserId> ids(String... ids) {
        return Set.copyOf(Stream.of(ids).map(UserId::new).toList());
    }

    @Test
    default void those_of_many_who_have_a_line_are_found() {
        List<RunLine> lines = IntStream.range(0, RunPage.MAX_USERS)
                .mapToObj(i -> same("user-" + 2 * i))
                .toList();
        long run = settling(lines.toArray(RunLine[]::new)).run();
        Set<UserId> sought = Set.copyOf(IntStream.range(0, RunPage.MAX_USERS)
                .mapToObj(i -> new UserId("user-" + i))
                .toList());

        assertThat(runs().withLine(run, sought))
                .hasSize(RunPage.MAX_USERS / 2)
                .contains(new UserId("user-0"), new UserId("user-998"))
                .doesNotContain(new UserId("user-1"));
        assertThat(runs().withLine(run, Set.of())).isEmpty();
    }

    @Test
    default void the_lines_of_users_who_are_not_present_are_read_together() {
        List<RunLine> lines = everything();
        long run = settling(lines.toArray(RunLine[]::new)).run();
        List<RunLine> absent = lines.stream()
                .filter(line -> line.proof().answer().found().isEmpty())
                .sorted(comparing(RunLine::place))
                .toList();

        assertThat(runs().unseen(run, Optional.empty(), 1000)).isEqualTo(absent);
        assertThat(runs().unseen(run, Optional.empty(), 3)).isEqualTo(absent.subList(0, 3));
        assertThat(runs().unseen(run, Optional.of(absent.get(2).place()), 4)).isEqualTo(absent.subList(3, 7));
        assertThat(runs().unseen(run, Optional.of(absent.getLast().place()), 4)).isEmpty();
    }

    @Test
    default void what_was_seen_of_users_is_remembered_and_replaced() {
        Sightings never = new Sightings(
                Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.of(NOON.plusSeconds(9)));
        Sightings absent = Sightings.present(NOON).after(absent("ä")).deactivated(NOON.plusSeconds(1));
        List<RunPage> pages = begun(SPLIT, SPLIT).pages();

        runs().called(pages.getFirst(), remembering(Map.of("ä", absent, "😀", never)));
        assertThat(runs().sightings(ids("ä", "😀", "1")))
                .isEqualTo(Map.of(new UserId("ä"), absent, new UserId("😀"), never));

        runs().called(pages.getLast(), remembering(Map.of("ä", Sightings.present(NOON), "1", absent)));
        assertThat(runs().sightings(ids("ä", "1")))
                .isEqualTo(Map.of(new UserId("ä"), Sightings.present(NOON), new UserId("1"), absent));
        assertThat(runs().sightings(Set.of())).isEmpty();
    }

    private static Runs.Called remembering(Map<String, Sightings> sightings) {
        Map<UserId, Sightings> all = new HashMap<>();
        sightings.forEach((id, seen) -> all.put(new UserId(id), seen));
        return new Runs.Called(List.of(), LineCounts.NONE, all, true, List.of(), List.of());
    }

    @Test
    default void who_changed_since_the_plan_has_drifted() {
        Entry kept = saved(user("2", "Anna"));
        Entry changed = saved(user("10", "Bert"));
        Entry removed = saved(user("a", "Cora"));
        saved(user("ä", "Dora"));
        long run = settling(
                        update(kept, user("2", "Anne")),
                        update(changed, user("10", "Bart")),
                        update(removed, user("a", "Clara")),
                        creating(user("ä", "Doris")),
                        creating(user("b", "Ed")),
                        same("c"))
                .run();
        saved(user("10", "Berta"));
        directory().remove(new UserId("a"), Precondition.none(), RunsUnderTest.by(run));

        assertThat(runs().drifted(run, 100)).containsExactly(new UserId("10"), new UserId("a"), new UserId("ä"));
        assertThat(runs().drifted(run, 2)).containsExactly(new UserId("10"), new UserId("a"));
        assertThat(runs().drifted(run + 1, 2)).isEmpty();
    }

    @Test
    default void only_who_is_planned_can_drift() {
        User anna = user("1", "Anna");
        saved(anna);
        long run = settling(line(Line.Kind.JOINER, Optional.empty(), present(anna)))
                .run();

        assertThat(runs().drifted(run, 100)).isEmpty();
    }

    @Test
    default void drift_is_found_behind_many_who_did_not_drift() {
        List<RunPage> pages = begun(SPLIT, SPLIT, SPLIT).pages();
        for (int i = 0; i < 3; i++) {
            int first = 1000 * i;
            runs().called(
                            pages.get(i),
                            finding(IntStream.range(first, first + 1000)
                                    .mapToObj(number -> creating(user("" + number, "Anna")))
                                    .toList()));
        }
        saved(user("2999", "Zoe"));
        saved(user("2001", "Zoe"));

        assertThat(runs().drifted(pages.getFirst().run(), 5)).containsExactly(new UserId("2001"), new UserId("2999"));
    }
}
