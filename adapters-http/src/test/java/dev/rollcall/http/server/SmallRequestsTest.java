package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as programs and proxies other than browsers write them. */
final class SmallRequestsTest {
    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private void fill(int users) {
        for (int i = 0; i < users; i++) {
            var user = new User(new UserId(Integer.toString(10_000 + i)), "n", "e");
            site.directory.save(user, Precondition.none(), ServedSite.TESTER);
        }
    }

    private static List<String> ids(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return ServedSite.json(response).path("answers").findValuesAsText("id").stream()
                .distinct()
                .toList();
    }

    private HttpResponse<String> post(String body) {
        return site.send("POST", "/api/roll-calls", body, "Content-Type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/?%71=a", "/api/users?%71=a", "/api/users?q=a&", "/api/users?&&q=a", "/api/roll-calls?%69ds=1&"
            })
    void names_are_decoded_and_empty_pairs_ignored(String path) {
        assertThat(site.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ids=1&ids=2 | 1 2",
                "ids=1,2&ids=3 | 1 2 3",
                "ids=1%2C2,3 | 1,2 3",
                "ids=1%0A2,,3&ids= | 1 2 3",
            })
    void a_list_may_be_repeated_and_hold_encoded_commas(String query, String ids) {
        assertThat(String.join(" ", ids(site.get("/api/roll-calls?" + query)))).isEqualTo(ids);
    }

    @Test
    void doubled_ids_are_called_once_and_told() {
        HttpResponse<String> response = post("{\"ids\":[1,\"1\",2,1]}");
        assertThat(ids(response)).containsExactly("1", "2");
        JsonNode call = ServedSite.json(response);
        assertThat(call.path("warning").asText()).isEqualTo("Of the ids given, 2 are repeated; each is called once.");
        assertThat(ServedSite.json(post("{\"ids\":[1,2]}")).has("warning")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {" x", " {}", ",", "]", " 1 2"})
    void what_follows_the_document_is_refused(String garbage) {
        HttpResponse<String> response = post("{\"ids\":[1]}" + garbage);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("unexpected content after the JSON object");
    }

    @ParameterizedTest
    @CsvSource({"text/csv, text/csv", "application/x-ndjson, application/x-ndjson", "*/*, application/json"})
    void every_type_that_a_406_offers_can_be_had(String accept, String type) {
        assertThat(site.get("/api/users", "Accept", accept).headers().firstValue("Content-Type"))
                .contains(type);
        HttpResponse<String> refused = site.get("/api/users", "Accept", "image/png");
        assertThat(refused.statusCode()).isEqualTo(406);
        assertThat(refused.body()).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=3", "total=true", "total=false", "limit=50"})
    void a_file_has_no_limit_and_no_total(String parameter) {
        HttpResponse<String> response = site.get("/api/users?format=csv&" + parameter);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("can't be given here: a file has all users");
    }

    @Test
    void a_file_begins_at_no_cursor() {
        fill(2);
        String next =
                ServedSite.json(site.get("/api/users?limit=1")).path("next").asText();
        assertThat(next).isNotEmpty();
        HttpResponse<String> response = site.get("/api/users?format=csv&after=" + next);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("after can't be given here");
    }

    @Test
    void a_head_has_the_length_of_a_get() {
        assertThat(site.send("HEAD", "/api/users", "").headers().firstValue("Content-Length"))
                .isEqualTo(site.get("/api/users").headers().firstValue("Content-Length"))
                .isPresent();
    }

    private String raw(String request, String... fields) {
        String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
        try (var client = new BareClient(site)) {
            client.send("%s HTTP/1.1\r\nHost: a\r\n%s\r\n".formatted(request, more))
                    .send("GET /nobody HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            String all = client.readToEnd();
            int next = all.indexOf("HTTP/1.1 404");
            assertThat(next).as(all).isPositive();
            return all.substring(0, next);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD /api/users?format=csv, */*, 200",
        "HEAD /api/users, application/x-ndjson, 200",
        "HEAD /api/roll-calls?count=2, application/x-ndjson, 200",
        "HEAD /api/roll-calls?count=2, text/event-stream, 200",
        "HEAD /observe/health/live, */*, 204",
        "HEAD /observe/health/ready, */*, 204",
        "HEAD /observe/metrics, */*, 204",
        "OPTIONS /api/users, */*, 204"
    })
    void where_no_length_is_known_or_may_be_told_none_is(String request, String accept, int status) {
        assertThat(raw(request, "Accept: " + accept))
                .startsWith("HTTP/1.1 " + status)
                .endsWith("\r\n\r\n")
                .doesNotContainIgnoringCase("Content-Length", "Transfer-Encoding");
    }

    @Test
    void a_304_tells_no_length_and_an_empty_body_does() {
        site.send("PUT", "/api/users/7", "{\"name\":\"a\",\"email\":\"\"}", "Content-Type", "application/json");
        assertThat(raw("GET /api/users/7", "If-None-Match: *"))
                .startsWith("HTTP/1.1 304")
                .doesNotContainIgnoringCase("Content-Length");
        String form = "name=b&email=&version=1&action=save";
        assertThat(site.send("POST", "/users/7", form, "Content-Type", "application/x-www-form-urlencoded")
                        .headers()
                        .firstValue("Content-Length"))
                .contains("0");
        assertThat(site.get("/api/users?format=ndjson&q=nobody").headers().firstValue("Content-Length"))
                .contains("0");
    }

    @Test
    void an_empty_pair_in_a_form_is_ignored() {
        HttpResponse<String> form =
                site.send("POST", "/users", "&count=2&", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(form.statusCode()).as(form.body()).isEqualTo(303);
    }

    @Test
    void another_version_of_http_is_logged_once() {
        try (var complaints = new Complaints()) {
            for (int i = 0; i < 3; i++) {
                try (var client = new BareClient(site).send("OPTIONS / HTTP/1.0\r\n\r\n")) {
                    assertThat(client.readToEnd()).startsWith("HTTP/1.1 505 ");
                }
            }
            assertThat(complaints.messages()).hasSize(1);
            assertThat(complaints.messages().getFirst()).contains("HTTP/1.1 only");
        }
    }

    @Test
    void the_whole_directory_streams_however_large_it_is() {
        fill(1001);
        HttpResponse<String> refused = site.get("/api/roll-calls?roster=directory");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("roll-call.max-ids");
        HttpResponse<String> lines = site.get("/api/roll-calls?roster=directory", "Accept", "application/x-ndjson");
        assertThat(lines.body().lines()).hasSize(1002).last().asString().contains("\"asked\":1001");
    }
}
