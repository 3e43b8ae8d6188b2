package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.server.web.Percent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RollCallPagesTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> post(String body, String accept) {
        return site.send("POST", "/users", body, "Content-Type", "application/x-www-form-urlencoded", "Accept", accept);
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        return response.headers().firstValue("Location").orElseThrow();
    }

    @Test
    void it_shows_a_row_for_each_id_with_its_outcome_and_the_counts() {
        String page = ServedSite.links(site.get("/users?count=10"));
        assertThat(page.split("<tr><td>", -1)).hasSize(11);
        assertThat(page)
                .contains("7 present", "1 absent", "1 late", "1 failed", "not complete")
                .contains("10 asked in <time datetime=\"PT0.041S\">41.7 ms</time>")
                .contains("<td>&lt;Remote&gt; 3</td><td>3@example.net</td>")
                .contains("<td colspan=\"2\">status: 503 <a href=\"/explain?id=");
    }

    @Test
    void it_takes_ids_and_in_an_address_they_win_over_the_count() {
        assertThat(ServedSite.links(site.get("/users?ids=7,%20a%2Fb")))
                .contains("<td>7</td>", "<td>a/b</td>", "2 asked");
        assertThat(ServedSite.links(site.get("/users?ids=7&count=100"))).contains("1 asked");
    }

    @Test
    void without_parameters_it_shows_the_form_alone() {
        assertThat(ServedSite.links(site.get("/users")))
                .contains("<form", "Call the roll")
                .doesNotContain("<table");
        assertThat(ServedSite.links(site.get("/users?count=&ids=&deadline=PT2S")))
                .doesNotContain("<table");
    }

    @Test
    void an_empty_roll_call_is_complete_and_has_no_diagrams() {
        assertThat(ServedSite.links(site.get("/users?count=0")))
                .contains("0 asked", ">Complete<")
                .doesNotContain("not complete", "<svg");
    }

    @Test
    void it_draws_a_waterfall_and_a_histogram() {
        assertThat(ServedSite.links(site.get("/users?count=10")))
                .contains("<title id=\"waterfall\">", "<title id=\"histogram\">", "Times of 9 answers");
    }

    @Test
    void the_late_and_failed_ones_can_be_called_again_and_no_others() {
        String page = ServedSite.links(site.get("/users?count=20"));
        assertThat(page)
                .contains(
                        "ids again (4)",
                        "name=\"file\" value=\"id\n8\n9\n18\n19\"",
                        "name=\"deadline\" value=\"PT2S\"");
        assertThat(ServedSite.links(site.get("/users?count=8"))).doesNotContain("ids again");
    }

    @Test
    void it_links_to_itself_and_to_downloads() {
        assertThat(ServedSite.links(site.get("/users?count=2&deadline=1.5&concurrency=3")))
                .contains("href=\"/users?count=2&amp;deadline=PT1.5S&amp;concurrency=3\"")
                .contains("href=\"/api/roll-calls?count=2&amp;deadline=PT1.5S&amp;concurrency=3&amp;format=csv\"");
    }

    @Test
    void the_policy_is_as_asked_for() {
        var asked = new AtomicReference<CallPolicy>();
        try (var asking = new ServedSite((roster, policy, listener) -> {
            asked.set(policy);
            return new RollCall(roster, List.of(), Duration.ZERO);
        })) {
            asking.get("/users?count=0&deadline=1.5&concurrency=3");
            assertThat(asked).hasValue(new CallPolicy(Duration.ofMillis(1500), 3));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roster=count&count=7&ids=1 | /users?count=7",
                "roster=ids&ids=a%0D%0Ab,c&count=7 | /users?ids=a,b,c",
                "roster=file&file=a%2Fb%0Ac | /users?ids=a%2Fb,c",
                "roster=directory&count=7 | /users?roster=directory",
                "roster=count&count=7&deadline=0.5&concurrency=2 | /users?count=7&deadline=PT0.5S&concurrency=2",
                "roster=count&count=7&deadline=2&concurrency=64 | /users?count=7",
            })
    void the_form_leads_to_the_address_that_asks_for_the_same(String form, String address) {
        assertThat(location(post(form, BROWSER))).isEqualTo(address);
    }

    @Test
    void ids_that_do_not_fit_in_an_address_are_called_at_once() {
        String many = IntStream.range(0, 1000).mapToObj(i -> "number" + i).collect(Collectors.joining("\n"));
        assertThat(ServedSite.links(post("roster=file&file=" + Percent.encode(many), BROWSER)))
                .contains("1000 asked")
                .doesNotContain("id=\"link\"");
        assertThat(location(post("roster=file&file=id%0A%22a%2Cb%22", BROWSER))).isEqualTo("/users?ids=a%2Cb");
    }

    @Test
    void a_file_can_be_uploaded() {
        String body = """
                --xyz
                Content-Disposition: form-data; name="roster"

                file
                --xyz
                Content-Disposition: form-data; name="file"; filename="r.txt"
                Content-Type: text/plain

                \uFEFF1

                Zoë\s
                --xyz--
                """.replace("\n", "\r\n");
        HttpResponse<String> response = site.send(
                "POST", "/users", body, "Content-Type", "multipart/form-data; boundary=xyz", "Accept", BROWSER);
        assertThat(location(response)).isEqualTo("/users?ids=1,Zo%C3%AB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roster=count&count=abc | count | count must be a whole number from 0 to 1000: \"abc\"",
                "roster=count&count=1001 | count | count must be",
                "roster=count&count= | count | selected, but empty",
                "roster=ids&ids=.. | ids | ids must have valid ids",
                "roster=file&file= | file | selected, but empty",
                "roster=count&count=1&deadline=soon | deadline | deadline must be a number of seconds such as 1.5, greater than 0 and at most",
                "roster=count&count=1&deadline=31 | deadline | at most 30: ",
                "roster=count&count=1&concurrency=65 | concurrency | concurrency must be a whole number from 1 to 64",
                "roster=some | roster | roster must be one of",
            })
    void what_is_wrong_is_told_beside_the_field(String form, String field, String message) {
        HttpResponse<String> page = post(form, BROWSER);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(ServedSite.links(page))
                .containsPattern("(?s)id=\"" + field + "-error\">[^<]*" + java.util.regex.Pattern.quote(message))
                .doesNotContain("<table");
        assertThat(ServedSite.links(post(form, "*/*"))).contains("/problems/bad-parameter");
    }

    @Test
    void what_was_given_is_given_back() {
        String page = ServedSite.links(post("roster=ids&ids=..,%3Cb%3E&deadline=soon", BROWSER));
        assertThat(page).contains(">..,&lt;b&gt;</textarea>", "value=\"soon\"", "value=\"ids\" checked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/form-data | x | no boundary",
                "multipart/form-data; boundary=xyz | --xyz | the last boundary is missing",
                "multipart/form-data; boundary=xyz | --xyz~~~--xyz-- | a part has no name",
                "application/x-www-form-urlencoded | a=%FF | not percent-encoded",
            })
    void a_body_that_is_no_form_is_a_problem(String type, String body, String detail) {
        HttpResponse<String> response = site.send("POST", "/users", body.replace("~", "\r\n"), "Content-Type", type);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(ServedSite.links(response)).contains("/problems/bad-body", detail);
    }

    @Test
    void only_a_form_is_taken_and_only_its_fields() {
        assertThat(site.send("POST", "/users", "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(415);
        assertThat(ServedSite.links(post("cuont=1", "*/*"))).contains("cuont");
    }

    @Test
    void the_whole_directory_is_called_if_it_is_not_too_large() {
        save(1, 1000);
        assertThat(ServedSite.links(site.get("/users?roster=directory"))).contains("1000 asked");
        save(1001, 1001);
        HttpResponse<String> page = site.get("/users?roster=directory", "Accept", BROWSER);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(ServedSite.links(page))
                .contains(
                        "id=\"directory-error\">the directory has more than 1000 users", "value=\"directory\" checked");
    }

    private void save(int first, int last) {
        for (int i = first; i <= last; i++) {
            site.directory.save(
                    new User(new UserId(Integer.toString(i)), "", ""), Precondition.none(), ServedSite.TESTER);
        }
    }
}
