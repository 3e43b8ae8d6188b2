package dev.rollcall.domain.run;

import static dev.rollcall.domain.run.Office.ids;
import static dev.rollcall.domain.run.Office.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.contract.MapRuns;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingPosition;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ListReadingTest {
    private static final List<Part> BY_NAME = List.of(new Part.Split(Optional.empty()));

    private static Policy creating(Policy.Creation create) {
        Policy usual = Policy.DEFAULT;
        return new Policy(create, usual.fields(), usual.removals(), usual.grace(), usual.absence(), usual.protection());
    }

    @Test
    void who_is_on_the_list_is_present_and_compared() throws Exception {
        Office office = Office.listed().everywhere("1").here(user("2", "Bea")).there("2", "3");
        office.remote.lists("", "x", "1", "2").lists("x", "", "3");
        Run run = office.run();
        assertThat(office.lines(run)).containsExactly("1 same", "2 update planned", "3 create planned");
        assertThat(office.line(run, "2").proof().listed()).isTrue();
        assertThat(office.remote.calls()).isEmpty();
    }

    @Test
    void who_is_not_on_it_is_called_by_name_and_only_that_counts() throws Exception {
        Office office = Office.listed().everywhere("1", "2").here("3", "4");
        office.remote.isLateFor("4").lists("", "", "1");
        assertThat(office.lines(office.run())).containsExactly("1 same", "2 same", "3 local", "4 undecided");
        assertThat(office.remote.asked()).containsExactly("2", "3", "4");
    }

    @Test
    void a_proof_is_dated_by_when_the_list_was_read() throws Exception {
        Office office = Office.listed().everywhere("1");
        office.remote.lists("", "", "1");
        Run run = office.begun();
        office.later(Duration.ofMinutes(7));
        assertThat(office.line(office.worked(run), "1").proof().at()).isEqualTo(Office.NOON.plusSeconds(7 * 60));
    }

    @Test
    void an_empty_list_removes_nobody() throws Exception {
        Office office = Office.listed().everywhere(ids(1, 30));
        office.remote.lists("", "");
        Run run = office.run();
        assertThat(run.state()).isEqualTo(RunState.NOTHING_TO_DO);
        assertThat(office.remote.asked()).hasSize(30);
    }

    @Test
    void a_page_without_users_is_not_the_end() throws Exception {
        Office office = Office.listed().everywhere("1");
        office.remote.lists("", "x").lists("x", "", "1");
        assertThat(office.lines(office.run())).containsExactly("1 same");
        assertThat(office.remote.calls()).isEmpty();
    }

    @Test
    void of_a_list_that_is_cut_what_was_read_counts_and_the_others_are_called_by_name() throws Exception {
        Office office = Office.listed().everywhere("1", "2", "3");
        office.remote.lists("", "x", "1");
        Run run = office.run();
        assertThat(office.lines(run)).containsExactly("1 same", "2 same", "3 same");
        assertThat(office.remote.asked()).containsExactly("2", "3");
        assertThat(run.warnings())
                .containsExactly(
                        "The remote's list was cut (503 at x): everybody who wasn't on it by then was called by"
                                + " name.");
    }

    @Test
    void a_list_that_goes_in_circles_ends() throws Exception {
        Office office = Office.listed().everywhere("1", "2", "3");
        office.remote.lists("", "x", "1").lists("x", "y", "2").lists("y", "x", "2");
        Run run = office.run();
        assertThat(office.lines(run)).containsExactly("1 same", "2 same", "3 same");
        assertThat(office.remote.asked()).containsExactly("3");
        assertThat(run.warnings()).singleElement().asString().contains("the listing goes in circles");
    }

    /** Lists the same users on so many pages. */
    private static Office repeating(int pages, String... users) {
        Office office = Office.listed().everywhere("1").there(users);
        for (int page = 0; page < pages; page++) {
            office.remote.lists(page == 0 ? "" : "at" + page, "at" + (page + 1), users);
        }
        return office;
    }

    @Test
    void a_list_that_repeats_itself_under_other_cursors_ends() throws Exception {
        Office office = repeating(1000, "1", "2");
        Run run = office.run();
        assertThat(run.warnings()).singleElement().asString().contains("after 12 pages, the same come again");
        assertThat(office.lines(run)).containsExactly("1 same", "2 create planned");
    }

    @Test
    void it_ends_also_if_nothing_is_told_of_joiners() throws Exception {
        Office office = repeating(1000, "1", "2");
        Run run = office.run(Office.order(creating(Policy.Creation.NEVER)));
        assertThat(run.warnings()).singleElement().asString().contains("the same come again");
    }

    @Test
    void who_is_on_it_twice_has_one_line() throws Exception {
        Office office = Office.listed().everywhere("1", "2");
        ListedPage twice = new ListedPage(List.of(user("1"), user("2"), user("1", "Ann")), Optional.of("x"));
        office.remote.lists("", twice).lists("x", "", "2", "1");
        Run run = office.run();
        assertThat(office.lines(run)).containsExactly("1 same", "2 same");
        assertThat(run.tally().counts().present()).isEqualTo(2);
    }

    @Test
    void who_cannot_be_read_is_warned_of_and_called_by_name() throws Exception {
        Office office = Office.listed().everywhere("1", "2");
        office.remote.lists("", new ListedPage(List.of(user("1")), List.of("no id in {}"), Set.of(), Optional.empty()));
        Run run = office.run();
        assertThat(run.warnings()).containsExactly("On the list, but unreadable: no id in {}.");
        assertThat(office.remote.asked()).containsExactly("2");
    }

    @ParameterizedTest
    @EnumSource(Policy.Creation.class)
    void a_joiner_becomes_what_the_policy_says(Policy.Creation create) throws Exception {
        Office office = Office.listed().everywhere("1").there("2");
        office.remote.lists("", "", "1", "2");
        Run run = office.run(Office.order(creating(create)));
        assertThat(office.lines(run))
                .isEqualTo(
                        switch (create) {
                            case NEVER -> List.of("1 same");
                            case REPORT -> List.of("1 same", "2 joiner");
                            case CREATE -> List.of("1 same", "2 create planned");
                        });
        assertThat(office.seen("2").isKnown()).isTrue();
    }

    @Test
    void a_page_of_more_than_1000_users_is_read() throws Exception {
        Office office = Office.listed().everywhere(ids(1, 1500));
        office.remote.lists("", "", ids(1, 1500));
        Run run = office.run();
        assertThat(office.count(run, Line.Kind.SAME)).isEqualTo(1500);
        assertThat(office.remote.calls()).isEmpty();
    }

    @Test
    void who_joins_both_while_the_run_goes_on_is_not_called_again() throws Exception {
        Office office = Office.listed().everywhere("1").there("2");
        office.remote.lists("", "", "1", "2");
        Run run = office.begun();
        office.step();
        office.here("2");
        assertThat(office.lines(office.worked(run))).containsExactly("1 same", "2 create planned");
        assertThat(office.remote.calls()).isEmpty();
        office.applied(run);
        assertThat(office.line(run, "2").note()).isEqualTo("the user was created meanwhile");
    }

    @Test
    void a_cursor_that_the_remote_does_not_know_any_more_cuts_the_list() throws Exception {
        Office office = Office.listed();
        var reading = new ListReading(
                new Known(office.runs, office.directory),
                Optional.of(cursor -> {
                    throw new IllegalArgumentException("no cursor of ours: " + cursor.orElse(""));
                }),
                () -> Office.NOON);
        Runs.Called called = reading.of(office.begun(), ListingPosition.at(Optional.of("x")));
        assertThat(called.next()).isEqualTo(BY_NAME);
        assertThat(called.warnings()).singleElement().asString().contains("no cursor of ours: x");
    }

    @Test
    void without_a_list_everybody_is_called_by_name() throws Exception {
        var directory = new MapDirectory();
        var reading =
                new ListReading(new Known(new MapRuns(directory), directory), Optional.empty(), () -> Office.NOON);
        Run begun = Office.listed().begun();
        assertThat(reading.of(begun, ListingPosition.BEGINNING)).isEqualTo(Runs.Called.only(BY_NAME));
    }

    @Test
    void the_next_page_is_read_where_the_last_one_ended_whoever_reads_it() throws Exception {
        Office office = Office.listed().everywhere("1", "2");
        office.remote.lists("", "x", "1").lists("x", "", "2");
        office.begun();
        assertThat(office.step())
                .extracting(RunPage::part)
                .containsExactly(new Part.Listed(new ListingPosition(Optional.of("x"), 1, 0, Optional.of("x"))));
        assertThat(office.step()).extracting(RunPage::part).isEqualTo(BY_NAME);
    }
}
