package dev.rollcall.domain.run;

import static dev.rollcall.domain.run.Office.ids;
import static dev.rollcall.domain.run.Office.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NameCallingTest {
    private static Place place(String id) {
        return Order.ID.placeOf(user(id));
    }

    private static Part.Range range(String after, String last) {
        return new Part.Range(end(after), end(last));
    }

    private static Optional<Place> end(String id) {
        return Optional.of(id).filter(text -> !text.isEmpty()).map(NameCallingTest::place);
    }

    private static List<Part> parts(List<RunPage> pages) {
        return pages.stream().map(RunPage::part).toList();
    }

    @Test
    void everybody_in_the_directory_is_called_and_compared() throws Exception {
        Office office = Office.opened().everywhere("1").here("2", "3", "4").here(user("5", "Eve"));
        office.there("5").remote.isLateFor("3").failsFor("4");
        assertThat(office.lines(office.run()))
                .containsExactly("1 same", "2 local", "3 undecided", "4 undecided", "5 update planned");
    }

    @Test
    void a_directory_of_more_than_1000_users_is_called_in_pages() throws Exception {
        Office office = Office.opened().everywhere(ids(1, 2001));
        Run run = office.begun();
        assertThat(parts(office.step())).containsExactly(range("", "1000"), range("1000", "2000"), range("2000", ""));
        office.worked(run);
        assertThat(office.remote.calls()).extracting(List::size).containsExactly(1000, 1000, 1);
        assertThat(office.count(run, Line.Kind.SAME)).isEqualTo(2001);
        assertThat(office.now(run).tally().counts().present()).isEqualTo(2001);
    }

    @Test
    void exactly_1000_users_are_one_page() throws Exception {
        Office office = Office.opened().everywhere(ids(1, 1000));
        office.begun();
        assertThat(parts(office.step())).containsExactly(range("", ""));
    }

    @Test
    void after_a_hundred_pages_the_rest_is_split_later() {
        Page endless = new Page(List.of(), end("7"));
        var directory = (Directory) Proxy.newProxyInstance(
                Directory.class.getClassLoader(), new Class<?>[] {Directory.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("page");
                    return endless;
                });
        Office office = Office.opened();
        var calling = new NameCalling(office.runs, directory, office.remote, CallPolicy.DEFAULT, () -> Office.NOON);
        List<Part> parts = calling.split(Optional.empty()).next();
        assertThat(parts)
                .hasSize(101)
                .startsWith(range("", "7"), range("7", "7"))
                .endsWith(new Part.Split(end("7")));
    }

    @Test
    void a_directory_without_users_has_nobody_to_call() throws Exception {
        Office office = Office.opened();
        assertThat(office.run().state()).isEqualTo(RunState.UNSOUND);
        assertThat(office.remote.calls()).isEmpty();
    }

    @Test
    void more_users_than_fit_a_page_may_have_come_into_a_range() throws Exception {
        Office office = Office.opened().everywhere(ids(1001, 2500));
        Run run = office.begun();
        assertThat(parts(office.step())).containsExactly(range("", "2000"), range("2000", ""));
        office.everywhere(ids(1, 900));
        assertThat(parts(office.step())).containsExactly(range("1100", "2000"));
        assertThat(office.worked(run).tally().counts().present()).isEqualTo(2400);
        assertThat(office.remote.asked()).hasSize(2400).doesNotHaveDuplicates();
    }

    @Test
    void who_comes_into_a_range_before_it_is_called_is_called_too() throws Exception {
        Office office = Office.opened().everywhere("1", "3");
        Run run = office.begun();
        office.step();
        office.everywhere("2", "4");
        assertThat(office.lines(office.worked(run))).containsExactly("1 same", "2 same", "3 same", "4 same");
    }

    @Test
    void who_is_removed_before_the_call_is_not_called() throws Exception {
        Office office = Office.opened().everywhere("1", "2", "3");
        Run run = office.begun();
        office.step();
        office.removed("2");
        office.worked(run);
        assertThat(office.remote.asked()).containsExactly("1", "3");
    }

    @Test
    void users_at_the_end_of_a_range_may_be_removed() throws Exception {
        Office office = Office.opened().everywhere(ids(1, 2500));
        Run run = office.begun();
        office.step();
        office.removed(ids(900, 1100));
        assertThat(office.worked(run).tally().counts().present()).isEqualTo(2299);
        assertThat(office.remote.asked()).hasSize(2299).doesNotHaveDuplicates();
    }

    @Test
    void a_full_range_may_have_become_the_last_one() throws Exception {
        Office office = Office.opened().everywhere(ids(1, 1001));
        Run run = office.begun();
        office.step();
        office.removed("1001");
        assertThat(office.worked(run).state()).isEqualTo(RunState.NOTHING_TO_DO);
        assertThat(office.remote.asked()).hasSize(1000);
    }

    @Test
    void given_ids_are_called_each_once_whether_or_not_the_directory_has_them() throws Exception {
        Office office = Office.opened().everywhere("1", "9").here("2").there("3");
        Run run = office.runOf("3", "1", "2", "1", "4", "3");
        assertThat(office.remote.asked()).containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(office.lines(run)).containsExactly("1 same", "2 local", "3 create planned");
        assertThat(run.tally().expected()).isEqualTo(4);
    }

    @Test
    void more_than_1000_given_ids_are_called_in_pages() throws Exception {
        Office office = Office.opened().everywhere("1");
        office.runOf(ids(1, 1001));
        assertThat(office.remote.calls()).extracting(List::size).containsExactly(1000, 1);
    }

    @Test
    void a_run_of_no_ids_asks_for_nobody() throws Exception {
        Office office = Office.opened().everywhere("1");
        Run run = office.runOf();
        assertThat(office.remote.calls()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.UNSOUND);
        assertThat(run.reasons()).containsExactly("nobody is present");
    }

    @Test
    void only_who_has_no_line_yet_is_called() throws Exception {
        Office office = Office.listed().everywhere("1", "2", "3");
        office.remote.lists("", "", "1", "3");
        assertThat(office.lines(office.run())).containsExactly("1 same", "2 same", "3 same");
        assertThat(office.remote.asked()).containsExactly("2");
    }

    @Test
    void the_remote_is_not_called_for_nobody() throws Exception {
        Office office = Office.listed().everywhere("1");
        office.remote.lists("", "", "1");
        office.run();
        assertThat(office.remote.calls()).isEmpty();
    }

    @Test
    void requests_in_flight_are_not_shared() throws Exception {
        Office office = Office.opened().everywhere("1");
        office.run();
        assertThat(office.remote.policies()).containsExactly(CallPolicy.DEFAULT.onlyFresh());
    }

    private static void beat(CallListener listener, int times) {
        for (int i = 0; i < times; i++) {
            listener.waiting();
        }
    }

    @Test
    void of_the_database_nothing_but_the_page_is_asked_while_the_remote_is_called() throws Exception {
        Office office = Office.opened().everywhere("1").here("2");
        office.remote.meanwhile(listener -> beat(listener, 9));
        office.run();
        assertThat(office.askedMeanwhile).containsExactly("openPage", "openPage");
    }

    @Test
    void the_call_ends_when_the_run_is_cancelled() throws Exception {
        Office office = Office.opened().everywhere("1");
        Run run = office.begun();
        office.remote.meanwhile(listener -> {
            office.cancelled(run);
            beat(listener, 3);
            assertThatThrownBy(() -> beat(listener, 1)).isInstanceOf(RuntimeException.class);
            beat(listener, 4);
        });
        assertThat(office.worked(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(office.remote.calls()).hasSize(1);
        assertThat(office.lines(run)).isEmpty();
    }

    @Test
    void what_an_interrupted_call_would_have_found_can_be_found_again() throws Exception {
        Office office = Office.opened().everywhere("1");
        Run run = office.begun();
        office.remote.meanwhile(listener -> {
            throw new InterruptedException();
        });
        office.step();
        assertThatThrownBy(office::step).isInstanceOf(InterruptedException.class);
        assertThat(office.lines(run)).isEmpty();
        office.remote.meanwhile(ScriptedRemote.Meanwhile.NOTHING);
        assertThat(office.lines(office.worked(run))).containsExactly("1 same");
    }

    @Test
    void a_failure_of_the_listener_that_is_none_of_ours_is_not_hidden() throws Exception {
        Office office = Office.opened().everywhere("1");
        office.begun();
        office.step();
        office.remote.meanwhile(listener -> {
            throw new IllegalStateException("a bug");
        });
        assertThatThrownBy(office::step).hasMessage("a bug");
    }

    @Test
    void warnings_and_canaries_of_the_call_are_kept() throws Exception {
        Office office = Office.opened().everywhere(ids(1, 1001));
        office.remote.warns("The clock is wrong.");
        office.remote.missesCanaries();
        Run run = office.run();
        assertThat(run.warnings()).containsExactly("The clock is wrong.");
        assertThat(run.tally().canariesHeld()).isFalse();
    }

    @Test
    void a_proof_is_dated_by_when_the_call_began() throws Exception {
        Office office = Office.opened().everywhere("1");
        Run run = office.begun();
        office.later(Duration.ofMinutes(1));
        office.remote.meanwhile(listener -> office.later(Duration.ofMinutes(5)));
        office.worked(run);
        assertThat(office.line(run, "1").proof().at()).isEqualTo(Office.NOON.plusSeconds(60));
        assertThat(office.line(run, "1").proof().listed()).isFalse();
    }
}
