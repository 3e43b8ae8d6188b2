package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan is to change both users, which is held. */
final class DecisionsApiTest {
    private static final String RUNS = "/api/reconciliations";
    private static final String WHY = "{\"reason\":\"renamed\"}";

    private final ServedSite site = new ServedSite();

    @BeforeEach
    void plan() {
        save("1");
        save("2");
        site.send("POST", RUNS, "");
        site.workAll();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void save(String id) {
        site.directory.save(ServedSite.user(id), Precondition.none(), ServedSite.TESTER);
    }

    private HttpResponse<String> decide(String act, String body, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        all[2] = "X-User";
        all[3] = "Zoe";
        return site.send("POST", RUNS + "/1/" + act, body, all);
    }

    private static String state(HttpResponse<String> response) {
        return ServedSite.json(response).path("state").asText();
    }

    private String state() {
        return state(site.get(RUNS + "/1"));
    }

    @Test
    void a_plan_that_is_held_is_approved_with_a_reason_and_then_applied() {
        HttpResponse<String> approved = decide("approve", WHY);
        assertThat(approved.statusCode()).isEqualTo(200);
        assertThat(approved.headers().firstValue("ETag")).hasValue("W/\"3\"");
        JsonNode act = ServedSite.json(approved).at("/acts/2");
        assertThat(act.path("by").asText() + ": " + act.path("reason").asText()).isEqualTo("Zoe: renamed");
        HttpResponse<String> applying = site.send("POST", RUNS + "/1/apply", "");
        assertThat(applying.statusCode()).isEqualTo(202);
        assertThat(ServedSite.json(applying).at("/progress/total").asInt()).isEqualTo(2);
        site.workAll();
        assertThat(state()).isEqualTo("applied");
        assertThat(site.directory.find(new UserId("1")).orElseThrow().user().name())
                .isEqualTo("<Remote> 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\"\"}", "{\"reason\":\" \\u00a0\"}"})
    void an_approval_needs_a_reason(String body) {
        HttpResponse<String> refused = decide("approve", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("reason is missing: say why");
        assertThat(state()).isEqualTo("held");
    }

    @Test
    void a_reason_has_its_limits() {
        assertThat(decide("reject", "{\"reason\":\"" + "x".repeat(1001) + "\"}").body())
                .contains("reason must have 0 to 1000 characters");
        assertThat(decide("reject", "{\"reason\":\"a\\u0000b\"}").body()).contains("control characters");
        assertThat(decide("reject", "{\"reason\":7}").body()).contains("reason must be a string");
        assertThat(decide("reject", "{\"why\":\"\"}").body()).contains("is not a member of the body");
        assertThat(decide("apply", WHY).body()).contains("which may have drift");
        assertThat(decide("apply", "{\"drift\":\"stop\"}").body()).contains("drift must be one of skip, refuse");
        assertThat(state()).isEqualTo("held");
    }

    @Test
    void a_plan_is_rejected_without_a_reason_if_there_is_none() {
        assertThat(state(decide("reject", "{}"))).isEqualTo("rejected");
    }

    @Test
    void a_run_that_is_worked_on_is_cancelled() {
        decide("reject", "{}");
        site.send("POST", RUNS, "");
        HttpResponse<String> cancelled = site.send("POST", RUNS + "/2/cancel", "");
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(state(cancelled)).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @CsvSource({"apply, the plan is held: approve it first", "cancel, the plan is held"})
    void what_can_not_be_done_of_a_plan_that_is_held_is_told(String act, String detail) {
        HttpResponse<String> unfit = decide(act, "{}");
        assertThat(unfit.statusCode()).isEqualTo(409);
        assertThat(unfit.headers().firstValue("ETag")).hasValue("W/\"2\"");
        assertThat(unfit.body()).contains("/problems/run-unfit", detail, "\"state\":\"held\"");
    }

    @Test
    void nothing_more_can_become_of_a_run_that_is_done() {
        decide("reject", "{}");
        assertThat(decide("approve", WHY).body()).contains("the run is rejected: nothing more can become of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"2\"", "\"2\"", "*", "\"1\", W/\"2\"", "\"2-gzip\""})
    void a_decision_on_this_version_is_carried_out(String match) {
        assertThat(decide("approve", WHY, "If-Match", match).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"W/\"1\", 412, run 1 is at version 2", "\"x\", 412, version 2", "2, 400, If-Match must be"})
    void one_on_another_version_is_not(String match, int status, String detail) {
        HttpResponse<String> refused = decide("approve", WHY, "If-Match", match);
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).contains(detail);
        assertThat(state()).isEqualTo("held");
    }

    @Test
    void a_plan_that_is_too_old_is_not_applied() {
        site.now = ServedSite.NOW.plus(Duration.ofDays(2));
        HttpResponse<String> expired = decide("approve", WHY);
        assertThat(expired.statusCode()).isEqualTo(409);
        assertThat(expired.body()).contains("/problems/run-expired", "\"state\":\"expired\"");
    }

    @Test
    void users_who_changed_are_named_if_nothing_may_be_applied_then_and_skipped_if_not() {
        decide("approve", WHY);
        site.directory.save(new User(new UserId("1"), "Changed", ""), Precondition.none(), ServedSite.TESTER);
        HttpResponse<String> drifted = decide("apply", "{\"drift\":\"refuse\"}");
        assertThat(drifted.statusCode()).isEqualTo(409);
        assertThat(drifted.body()).contains("/problems/run-drifted", "\"ids\":[\"1\"]", "1 users changed");
        assertThat(decide("apply", "{\"drift\":\"skip\"}").statusCode()).isEqualTo(202);
        site.workAll();
        assertThat(ServedSite.json(site.get(RUNS + "/1")).path("skipped").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_plan_is_not_applied_while_another_run_is_worked_on() {
        decide("approve", WHY);
        site.send("POST", RUNS, "");
        HttpResponse<String> busy = decide("apply", "{}");
        assertThat(busy.statusCode()).isEqualTo(409);
        assertThat(busy.body()).contains("/problems/run-under-way", RUNS + "/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "approve", "reject", "cancel"})
    void there_must_be_such_a_run(String act) {
        String body = act.equals("apply") ? "{}" : WHY;
        for (String match : new String[] {"*", "\"1\""}) {
            HttpResponse<String> unknown =
                    site.send("POST", RUNS + "/9/" + act, body, "Content-Type", "application/json", "If-Match", match);
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("/problems/unknown-run");
        }
        assertThat(site.get(RUNS + "/1/" + act).statusCode()).isEqualTo(405);
        assertThat(site.send("POST", RUNS + "/1/" + act + "?x=1", body, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
        assertThat(site.send("POST", RUNS + "/1/" + act, body).statusCode()).isEqualTo(415);
    }
}
