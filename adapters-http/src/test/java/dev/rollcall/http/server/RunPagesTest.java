package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RunPagesTest {
    private static final String HOSTILE = "\"><script>alert('1')</script>";
    private static final String SOON = "2026-01-02 03:04:05 UTC";

    private final Told told = new Told();
    private ServedSite site = new ServedSite(told, Optional.empty(), rules(Limits.DEFAULT));

    @AfterEach
    void close() {
        site.close();
    }

    /** A remote that knows users by name, and fails for some. */
    private static final class Told implements RemoteUsers {
        private final Map<String, String> names = new HashMap<>();
        private final Set<String> failing = new HashSet<>();

        @Override
        public RollCall call(Roster roster, CallPolicy policy, CallListener listener) {
            return new RollCall(roster, roster.ids().stream().map(this::answer).toList(), Duration.ZERO);
        }

        private Answer answer(UserId id) {
            var attempts = new Attempts(2, Duration.ZERO, Duration.ZERO);
            if (failing.contains(id.value())) {
                return new Answer.Failed(id, Answer.Reason.STATUS, "503", attempts);
            }
            return Optional.ofNullable(names.get(id.value()))
                    .<Answer>map(name -> new Answer.Present(new User(id, name, ""), attempts))
                    .orElseGet(() -> new Answer.Absent(id, attempts));
        }
    }

    private static Reconciliation rules(Limits limits) {
        Policy policy = Policy.DEFAULT.withAbsence(new AbsenceRule(2, Duration.ZERO));
        return new Reconciliation(policy, Soundness.DEFAULT, limits);
    }

    private void serve(Optional<RemoteListing> listing, Limits limits) {
        site.close();
        site = new ServedSite(told, listing, rules(limits));
    }

    /** Saves users 1 to the last one, whom the remote knows by the same name. */
    private void fill(int last) {
        for (int i = 1; i <= last; i++) {
            save(Integer.toString(i), "Name of " + i);
        }
    }

    private void save(String id, String name) {
        site.directory.save(new User(new UserId(id), name, ""), Precondition.none(), ServedSite.TESTER);
        told.names.put(id, name);
    }

    private HttpResponse<String> post(String path, String form) {
        return site.send(
                "POST",
                path,
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html",
                "X-User",
                "ann");
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        return response.headers().firstValue("Location").orElseThrow();
    }

    private String begun(String form) {
        return location(post("/reconciliations", form));
    }

    /** Returns the path of a run that the remote was asked for. */
    private String planned() {
        String path = begun("roster=directory");
        site.workAll();
        return path;
    }

    private String page(String path) {
        HttpResponse<String> response = site.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return ServedSite.links(response);
    }

    /** Checks that a decision is carried out. */
    private void decide(String path, String form) {
        assertThat(location(post(path, form))).isEqualTo(path);
    }

    private String refused(int status, String path, String form) {
        HttpResponse<String> response = post(path, form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return ServedSite.links(response);
    }

    /** A plan of one update, which is ready in version 2. */
    private String readyPlan() {
        fill(4);
        told.names.put("3", "Grace Hopper");
        return planned();
    }

    /** A plan that deactivates 3 of 40, which is held in version 2. */
    private String heldPlan() {
        fill(40);
        planned();
        List.of("7", "8", "9").forEach(told.names::remove);
        planned();
        return planned();
    }

    // -- the list, and beginning

    @Test
    void the_page_says_when_the_next_run_begins_by_itself() {
        assertThat(page("/reconciliations")).doesNotContain("by itself");
        site.nextRun = Optional.of(Instant.parse("2026-11-28T02:00:00Z"));
        assertThat(page("/reconciliations"))
                .contains("The next run begins by itself at <time datetime=\"2026-11-28T02:00:00Z\"");
    }

    @Test
    void without_runs_the_page_says_what_one_is_and_has_the_form() {
        assertThat(page("/reconciliations"))
                .contains("There is no run yet", "silence is never absence", "Make a plan")
                .contains("<a href=\"/reconciliations\" aria-current=\"page\">Reconcile</a>")
                .contains("name=\"roster\" value=\"directory\" checked", "name=\"apply\" value=\"never\" checked")
                .doesNotContain("<table");
    }

    @Test
    void runs_are_listed_latest_first_with_what_they_found() {
        readyPlan();
        told.failing.add("1");
        begun("roster=ids&ids=1,3&apply=within-limits");
        String list = page("/reconciliations");
        assertThat(list).containsSubsequence("/reconciliations/2\"", "calling", "/reconciliations/1\"", "ready");
        assertThat(list).contains("by ann (proxy)</td><td>1 change</td>");
        site.workAll();
        assertThat(page("/reconciliations")).contains("1 change, 1 undecided", ">unsound<");
    }

    @Test
    void older_runs_are_a_link_away() {
        for (int i = 1; i <= 51; i++) {
            decide(begun("roster=directory"), "action=cancel&version=1");
        }
        assertThat(page("/reconciliations"))
                .contains("<a rel=\"next\" href=\"/reconciliations?before=2\">Older runs</a>", "/reconciliations/2\"")
                .doesNotContain("/reconciliations/1\"");
        assertThat(page("/reconciliations?before=2"))
                .contains("/reconciliations/1\"", "Latest runs")
                .doesNotContain("rel=\"next\"", "/reconciliations/2\"");
        assertThat(page("/reconciliations?before=1")).contains("There are no older runs");
    }

    @Test
    void while_one_run_is_worked_on_another_is_not_begun_and_the_page_leads_to_the_first() {
        String first = begun("roster=directory");
        assertThat(refused(409, "/reconciliations", "roster=directory"))
                .contains("role=\"alert\"", "worked on at a time", "<a href=\"" + first + "\">run 1</a>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roster=ids&ids=.. | id must not be",
                "roster=ids&ids= | this is selected, but empty",
                "roster=ids&ids=%3Cb%3E,.. | >&lt;b&gt;,..</textarea>",
            })
    void ids_that_are_wrong_are_told_beside_their_field(String form, String message) {
        assertThat(refused(400, "/reconciliations", form))
                .contains(message, "id=\"ids-error\"", "name=\"roster\" value=\"ids\" checked");
    }

    @Test
    void a_plan_within_its_limits_is_applied_at_once_if_so_ordered() {
        fill(4);
        told.names.put("3", "Grace Hopper");
        String path = begun("roster=ids&ids=3%0D%0A4&apply=within-limits");
        site.workAll();
        assertThat(page(path)).contains("Applied: 1 change was made.", "Given ids, applied at once");
        assertThat(site.directory.find(new UserId("3")).orElseThrow().user().name())
                .isEqualTo("Grace Hopper");
    }

    // -- what a run says

    @Test
    void a_run_that_is_worked_on_shows_how_far_it_is_and_follows_it_by_script_or_by_reloading() {
        fill(4);
        assertThat(page(begun("roster=directory")))
                .contains("The remote is being asked", "<progress max=\"4\" value=\"0\"", "0 of 4")
                .contains("data-follow=\"/api/reconciliations/1\" data-state=\"calling\"", "Reload to see")
                .containsPattern("<noscript><meta http-equiv=\"refresh\" content=\"\\d+\"></noscript>")
                .contains("name=\"action\" value=\"cancel\"", "name=\"version\" value=\"1\"", "Nothing so far.")
                .doesNotContain("value=\"apply\"", "value=\"reject\"");
    }

    @Test
    void a_plan_that_is_ready_shows_each_change_and_the_proof_under_it() {
        fill(40);
        told.names.put("3", "Grace Hopper");
        told.names.put("new", "Zoe");
        told.failing.add("4");
        String path = begun("roster=ids&ids=new,1,2,3,4," + "5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23");
        site.workAll();
        assertThat(page(path))
                .contains("The plan is ready: 1 user would be created, 1 updated; 1 is undecided and stays as it is.")
                .containsSubsequence("/users/3\">3</a>", "<span class=\"open\">update</span>", "<dt>Name</dt>")
                .contains("<dd><del>Name of 3</del></dd><dd><ins>Grace Hopper</ins></dd>")
                .contains("present, asked by name at <time", SOON + "</time>, after 2 attempts")
                .contains("<p>status: 503</p>", "failed, asked by name at")
                .contains("<dd></dd><dd><ins>Zoe</ins></dd>")
                .contains("name=\"action\" value=\"apply\"", "Apply 2 changes", "name=\"version\" value=\"2\"")
                .doesNotContain("/users/5\"", "http-equiv", "<progress");
    }

    @Test
    void who_is_on_the_remotes_list_is_proven_by_it_and_what_the_run_warns_of_is_shown() {
        var user = new User(new UserId("1"), "Ada", "");
        serve(
                Optional.of(cursor -> new ListedPage(List.of(user), List.of("no id"), Set.of(), Optional.empty())),
                Limits.NONE);
        fill(1);
        assertThat(page(planned()))
                .contains("on the remote’s list at <time", "<ins>Ada</ins>")
                .contains("<strong>Warning:</strong> On the list, but unreadable: no id.");
    }

    @Test
    void a_plan_that_is_held_says_which_limit_it_breaks() {
        assertThat(page(heldPlan()))
                .contains("Held: deactivate: 3 lines, at most 2 (5 % of 40 users) are allowed. Approve it only if you")
                .contains("know why so many are gone. In all, 3 users would be deactivated.")
                .contains("<dt>Active</dt><dd><del>true</del></dd><dd><ins>false</ins></dd>")
                .contains("absent, asked by name at", "<small>Name of 7</small>")
                .containsPattern("name=\"reason\"[^>]* required")
                .doesNotContain("value=\"apply\"");
    }

    @Test
    void a_run_that_is_not_sound_says_why_and_what_it_does_not_conclude() {
        fill(20);
        told.failing.addAll(List.of("1", "2"));
        assertThat(page(planned()))
                .contains("Not sound: only 18 of 20 answers are proven, and at least 95 % must be. No absence counts")
                .doesNotContain("name=\"action\"");
    }

    @Test
    void if_both_sides_agree_there_is_nothing_to_do() {
        fill(3);
        assertThat(page(planned()))
                .contains(
                        "Nothing to do: directory and remote agree.", "Nobody is to be changed, watched or undecided.")
                .contains(">3 same</a>");
    }

    @Test
    void names_and_ids_are_text_whatever_is_in_them() {
        save(HOSTILE, "Ada");
        told.names.put(HOSTILE, HOSTILE);
        String path = planned();
        assertThat(page(path))
                .contains("&lt;script&gt;alert", "/users/%22%3E%3Cscript%3E")
                .doesNotContain("<script>");
        assertThat(page(path + "?line=%22%3E%3Cscript%3E"))
                .contains("no line of user")
                .doesNotContain("<script>");
        assertThat(page(path + "?line=%22%3E%3Cscript%3Ealert('1')%3C%2Fscript%3E"))
                .contains("<dt>Name</dt>")
                .doesNotContain("<script>");
    }

    // -- filters and pages

    @Test
    void lines_are_filtered_by_kind_and_state() {
        String path = readyPlan();
        assertThat(page(path))
                .contains("/users/3\"", "href=\"" + path + "?kind=same#lines\"")
                .doesNotContain("/users/4\"");
        assertThat(page(path + "?kind=same"))
                .contains("/users/4\"", "aria-current=\"true\">3 same")
                .doesNotContain("/users/3\"");
        assertThat(page(path + "?kind=all")).contains("/users/3\"", "/users/4\"", "aria-current=\"true\">all 4");
        assertThat(page(path + "?kind=delete")).contains("There are no such lines.");
        assertThat(page(path)).doesNotContain("?state=");
        decide(path, "action=apply&version=2&drift=skip");
        site.workAll();
        assertThat(page(path)).contains("?state=applied#lines", "?state=skipped#lines", ">1 applied</a>");
        assertThat(page(path + "?state=applied")).contains("/users/3\"").doesNotContain("/users/4\"");
    }

    @Test
    void fifty_lines_stand_on_a_page_in_the_order_of_ids() {
        fill(51);
        String path = planned();
        assertThat(page(path + "?kind=all"))
                .contains("/users/50\"", "<a rel=\"next\" href=\"" + path + "?kind=all&amp;after=50#lines\">")
                .doesNotContain("/users/51\"", "First lines");
        assertThat(page(path + "?kind=all&after=50"))
                .contains("/users/51\"", "<a href=\"" + path + "?kind=all#lines\">First lines</a>")
                .doesNotContain("/users/50\"", "rel=\"next\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?kind=nothing", "?state=new", "?line=..", "?after=..", "?x=1", "?kind=same&kind=all"})
    void a_filter_that_is_none_is_refused(String query) {
        String path = readyPlan();
        assertThat(site.get(path + query).statusCode()).isEqualTo(400);
    }

    @Test
    void from_the_history_of_a_user_to_the_line_with_its_proof_and_back_is_a_link_each() {
        String path = readyPlan();
        decide(path, "action=apply&version=2");
        site.workAll();
        assertThat(page("/users/3")).contains("<td>ann (proxy) <a href=\"/reconciliations/1?line=3\">run 1</a></td>");
        assertThat(page("/reconciliations/1?line=3"))
                .contains("Line of 3", "<a href=\"/users/3\">3</a>", "present, asked by name at")
                .contains("<span class=\"present\">applied</span>")
                .doesNotContain("/users/4\"");
        assertThat(page("/reconciliations/1?line=none")).contains("This run has no line of user none.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/reconciliations/1", "/reconciliations/0", "/reconciliations/x", "/reconciliations/1/2"})
    void an_unknown_run_is_not_found(String path) {
        HttpResponse<String> shown = site.get(path, "Accept", "text/html");
        assertThat(shown.statusCode()).isEqualTo(404);
        assertThat(ServedSite.links(shown)).contains("Unknown run", "There is no reconciliation with this number");
        assertThat(refused(404, path, "action=cancel&version=1")).contains("Unknown run");
    }

    // -- deciding

    @Test
    void a_plan_is_applied_and_whoever_changed_meanwhile_is_skipped_and_named() {
        fill(4);
        told.names.put("2", "Ada Lovelace");
        told.names.put("3", "Grace Hopper");
        String path = planned();
        site.directory.save(new User(new UserId("3"), "Else", ""), Precondition.none(), ServedSite.TESTER);
        decide(path, "action=apply&version=2&drift=skip");
        assertThat(page(path)).contains("The plan is being applied: 2 users are being updated.", "0 of 2");
        site.workAll();
        assertThat(page(path))
                .contains("Applied: 1 change was made, and 1 was skipped, since the user had changed.")
                .contains("<span class=\"late\">skipped</span>", "<p>the user changed meanwhile</p>");
        assertThat(site.directory.find(new UserId("2")).orElseThrow().user().name())
                .isEqualTo("Ada Lovelace");
    }

    @Test
    void if_asked_nothing_is_applied_once_a_user_changed_and_the_page_names_the_user() {
        String path = readyPlan();
        site.directory.save(new User(new UserId("3"), "Else", ""), Precondition.none(), ServedSite.TESTER);
        assertThat(refused(409, path, "action=apply&version=2&drift=refuse"))
                .containsSubsequence("since these users changed", "<a href=\"/users/3\">3</a>", "The plan is ready");
    }

    @Test
    void an_approval_has_a_reason_which_is_kept_with_the_run() {
        String path = heldPlan();
        assertThat(refused(400, path, "action=approve&version=2&reason=+"))
                .contains("id=\"reason-approve-error\"", "say why", "Held: ");
        assertThat(refused(400, path, "action=approve&version=2&reason=a%07")).contains("control characters", "Held: ");
        decide(path, "action=approve&version=2&reason=%3Cb%3EThey+left");
        assertThat(page(path))
                .contains("The plan is ready: 3 users would be deactivated.", "Apply 3 changes")
                .contains("<td>ann (proxy)</td><td><span>ready</span></td><td>&lt;b&gt;They left</td>");
    }

    @Test
    void a_plan_is_rejected_with_a_reason_or_without() {
        String path = readyPlan();
        decide(path, "action=reject&version=2");
        assertThat(page(path))
                .contains("Rejected: nobody can apply this plan. Nothing was changed.")
                .doesNotContain("<form");
    }

    @Test
    void a_run_is_cancelled_while_it_is_worked_on() {
        String calling = begun("roster=directory");
        decide(calling, "action=cancel&version=1");
        assertThat(page(calling)).contains("Cancelled. Nothing was changed.");
        String path = readyPlan();
        decide(path, "action=apply&version=2");
        decide(path, "action=cancel&version=3");
        assertThat(page(path))
                .contains("Cancelled. By then, 0 changes were made; the other 1 change will not be made.");
    }

    @Test
    void a_decision_on_a_page_that_is_out_of_date_is_refused() {
        String path = readyPlan();
        assertThat(refused(412, path, "action=apply&version=1"))
                .contains("somebody else was faster", "The plan is ready");
        decide(path, "action=reject&version=2");
        assertThat(refused(409, path, "action=apply&version=3")).contains("the run is rejected", "can’t be decided");
    }

    @Test
    void a_plan_that_is_too_old_expires() {
        String path = readyPlan();
        site.pass(Duration.ofHours(25));
        assertThat(refused(409, path, "action=apply&version=2")).contains("had become too old", "Expired: ");
    }

    @Test
    void a_plan_is_not_applied_while_another_run_is_worked_on() {
        String path = readyPlan();
        String other = begun("roster=directory");
        assertThat(refused(409, path, "action=apply&version=2"))
                .contains("worked on at a time", "<a href=\"" + other + "\">run 2</a>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version=2", "action=apply", "action=sing&version=2", "action=apply&version=x", "x=1"})
    void a_form_that_is_none_of_ours_is_refused(String form) {
        String path = readyPlan();
        assertThat(post(path, form).statusCode()).isEqualTo(400);
    }

    // -- the page of a user

    @Test
    void a_users_page_says_when_the_remote_last_knew_the_user_and_who_is_watched() {
        fill(40);
        assertThat(page("/users/7")).doesNotContain("<dt>Remote</dt>");
        planned();
        assertThat(page("/users/7")).contains("<dt>Remote</dt><dd>last seen on the remote at <time");
        told.names.remove("7");
        site.pass(Duration.ofHours(1));
        String path = planned();
        assertThat(page("/users/7")).contains("watched: absent in 1 of 2 runs, since <time", "2026-01-02 04:04:05 UTC");
        assertThat(page(path)).contains("absent in 1 of 2 runs since <time", "<span class=\"late\">watched</span>");
    }
}
