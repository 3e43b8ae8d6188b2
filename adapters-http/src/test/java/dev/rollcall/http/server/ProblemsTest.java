package dev.rollcall.http.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.http.server.web.ProblemType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProblemsTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private void expect(HttpResponse<String> response, int status, String type, String detail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = ServedSite.json(response);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/users?count=-1            | count must be a whole number from 0 to 1000: \"-1\"",
                "/users?count=abc           | count must be a whole number from 0 to 1000: \"abc\"",
                "/users?count=100000        | count must be a whole number from 0 to 1000: \"100000\"",
                "/users?count=1&count=2     | count is given 2 times",
                "/api/roll-calls?count=1&ids=2 | only one of count, ids and roster",
                "/api/roll-calls?count=%2B5 | count must be a whole number from 0 to 1000: \"+5\"",
                "/api/roll-calls?ids=%FF    | ids must be percent-encoded UTF-8: \"%FF\"",
                "/api/users/7?if-match=1    | \"if-match\" is not a parameter",
                "/users?cuont=1             | \"cuont\" is not a parameter of this route; it accepts concurrency, count, deadline, ids, roster",
                "/api/roll-calls            | count, ids or roster is missing",
                "/api/roll-calls?count=1001 | count must be",
                "/api/roll-calls?count=1&deadline=2s    | deadline must be an ISO 8601 duration such as PT1.5S",
                "/api/roll-calls?count=1&deadline=PT0S  | deadline must be",
                "/api/roll-calls?count=1&deadline=-PT1S | deadline must be",
                "/api/roll-calls?count=1&deadline=PT31S | at most PT30S",
                "/api/roll-calls?count=1&concurrency=65 | concurrency must be a whole number from 1 to 64: \"65\"",
                "/api/roll-calls?count=1&format=xml     | format must be one of json, ndjson, csv: \"xml\"",
                "/api/roll-calls?count=1&roster=file    | roster must be one of directory: \"file\"",
                "/api/roll-calls?count=1&require=some   | require must be all, any, or a share",
                "/api/roll-calls?count=1&require=101%25 | require must be",
                "/api/roll-calls?ids=a%00b              | control characters",
                "/api/users?limit=0         | limit must be a whole number from 1 to 1000: \"0\"",
                "/api/users?after=!         | after must be a cursor",
                "/api/users?after=_w        | after must be a cursor",
                "/?q=%00                    | q must be",
                "/api/users/7/history?before=0 | before must be a version, a positive whole number: \"0\"",
                "/api/users/7/history?limit=0  | limit must be a whole number from 1 to 1000: \"0\"",
            })
    void a_bad_parameter_is_named_with_its_value_and_what_would_be_right(String path, String detail) {
        expect(site.get(path), 400, "bad-parameter", detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void an_id_that_is_too_long_is_a_problem(String method) {
        var response = site.send(method, "/api/users/" + "x".repeat(200), "", "Content-Type", "application/json");
        expect(response, 400, "bad-id", "id must have 1 to 128 characters, not 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%207", "7%C2%A0", "7%E2%80%8B", "%EF%BB%BF7", "%20"})
    void an_id_with_white_space_at_its_ends_is_a_problem(String id) {
        expect(site.get("/api/users/" + id), 400, "bad-id", "id must not have white space at its ends: ");
        expect(site.get("/api/users/" + id + "/history"), 400, "bad-id", "id must not have white space at its ends: ");
    }

    @Test
    void a_name_that_the_server_can_not_read_signs_nothing() throws IOException {
        assertThat(raw("DELETE /api/users/7 HTTP/1.1\r\nHost: a\r\nX-User: Zo\u00eb\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("must be ASCII");
    }

    @Test
    void a_name_that_is_added_to_the_one_of_the_proxy_signs_nothing() throws IOException {
        String users = "X-User: admin\r\nx-user: clerk\r\n";
        assertThat(raw("DELETE /api/users/7 HTTP/1.1\r\nHost: a\r\n" + users + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("/problems/bad-header", "X-User: it must occur only once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%ff", "%zz", "%2e%2e"})
    void a_path_that_can_not_hold_an_id_is_a_problem(String segment) {
        assertThat(site.get("/api/users/" + segment.replace("%zz", "%25zz%00")).statusCode())
                .isIn(400, 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                    | not JSON, at line 1, column",
                "{\"name\":\"Ada\"}                   | email is missing",
                "{\"name\":1,\"email\":\"\"}          | name must be a string, at line 1, column 9",
                "{\"name\":\"\",\"email\":\"\",\"x\":1} | \"x\" is not a member of a user (id, name, email, active, team), at line 1, column 23",
                "{\"name\":\"a\",\"name\":\"b\"}      | name occurs twice, at line 1, column 20",
                "{\"id\":\"8\",\"name\":\"\",\"email\":\"\"} | id must be \"7\", as in the path",
                "{\"name\":\"a\\u0000\",\"email\":\"\"} | name must not have control characters",
                "[]                                   | must be a JSON object",
                "{\"name\":\"\",\"email\":\"\"} {}    | after the JSON object",
            })
    void a_bad_body_is_told_what_is_wrong_and_where(String body, String detail) {
        expect(site.send("PUT", "/api/users/7", body, "Content-Type", "application/json"), 400, "bad-body", detail);
        assertThat(site.get("/api/users/7").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":1}                 | name must be a string, at line 1, column 9",
                "{\"phone\":\"1\"}            | \"phone\" is not a member of a user (id, name, email, active, team), at line 1, column 2",
                "{\"id\":null}                | id must be \"7\", as in the path",
                "{\"name\":\"a\\u0000\"}       | name must not have control characters",
                "[{\"name\":\"Ada\"}]         | must be a JSON object",
            })
    void a_bad_patch_is_told_what_is_wrong_and_where(String body, String detail) {
        site.send("PUT", "/api/users/7", "{\"name\":\"Ada\",\"email\":\"\"}", "Content-Type", "application/json");
        var response = site.send("PATCH", "/api/users/7", body, "Content-Type", "application/merge-patch+json");
        expect(response, 400, "bad-body", detail);
        assertThat(site.get("/api/users/7").body()).contains("\"version\":1");
    }

    @Test
    void a_patch_of_another_type_is_told_which_is_taken() {
        var response = site.send("PATCH", "/api/users/7", "{}", "Content-Type", "application/json");
        expect(response, 415, "unsupported-media-type", "Content-Type must be application/merge-patch+json");
        assertThat(response.headers().firstValue("Accept-Patch")).contains("application/merge-patch+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/json; charset=utf-16",
                "rubbish",
                "application/json; charset=\""
            })
    void a_wrong_media_type_is_a_problem(String type) {
        var response = site.send("PUT", "/api/users/7", "{}", "Content-Type", type);
        expect(response, 415, "unsupported-media-type", "Content-Type must be application/json");
    }

    @Test
    void a_body_that_is_too_large_is_a_problem() {
        var response = site.send("PUT", "/api/users/7", " ".repeat(1_000_000), "Content-Type", "application/json");
        expect(response, 413, "body-too-large", "at most 65536 bytes");
        assertThat(site.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void an_unknown_route_and_an_unknown_user_are_told_apart() {
        expect(site.get("/nope"), 404, "not-found", "nothing is served at \"/nope\"");
        expect(site.get("/api/users/7"), 404, "unknown-user", "the directory has no user \"7\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users/x/7", "/api/users/x/../7", "/api/users//7", "/api/users/"})
    void more_segments_than_an_id_are_no_id(String path) throws IOException {
        site.send("PUT", "/api/users/7", "{\"name\":\"Ada\",\"email\":\"\"}", "Content-Type", "application/json");
        assertThat(raw("DELETE " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("/problems/not-found");
        assertThat(site.get("/api/users/7").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "text/html;q=abc", ";", "a/b;c=\""})
    void an_accept_that_can_not_be_read_asks_for_nothing(String accept) {
        expect(site.get("/nope", "Accept", accept), 404, "not-found", "nothing is served");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", ";", "a;b=\"", "\""})
    void one_that_is_sent_to_the_metrics_is_a_problem(String accept) {
        expect(site.get("/observe/metrics", "Accept", accept), 400, "bad-header", "Accept is malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "-1\r\n\r\n", "ffffffffffffffff\r\n"})
    void a_body_whose_framing_is_malformed_is_a_problem_of_the_client(String chunks) throws IOException {
        assertThat(raw("PUT /api/users/7 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunks))
                .startsWith("HTTP/1.1 400 ")
                .contains("/problems/bad-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Content-Length: 2\r\nContent-Length: 3",
                "Content-Length: 2, 2",
                "Content-Length: +2",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: identity",
            })
    void a_request_whose_end_could_be_argued_about_is_refused_and_its_connection_closed(String fields)
            throws IOException {
        assertThat(raw("PUT /api/users/7 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + fields
                        + "\r\n\r\n{}\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("/problems/bad-request");
    }

    @Test
    void a_member_whose_name_is_too_long_is_a_problem_of_the_client() {
        String body = "{\"" + "k".repeat(60_000) + "\":1}";
        expect(site.send("PUT", "/api/users/7", body, "Content-Type", "application/json"), 400, "bad-body", "not JSON");
    }

    @ParameterizedTest
    @CsvSource({"POST, /", "DELETE, /style.css", "POST, /api/users", "PATCH, /problems/not-found", "TRACE, /api/users"})
    void a_wrong_method_is_told_which_are_right(String method, String path) {
        HttpResponse<String> response = site.send(method, path, "");
        expect(response, 405, "method-not-allowed", "this path allows GET, HEAD, OPTIONS");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({"/users?cuont=1, 400", "/nope, 404", "/api/users/7, 404"})
    void a_browser_gets_the_same_as_a_page(String path, int status) {
        HttpResponse<String> response = site.get(path, "Accept", BROWSER);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(response.body()).contains("<h1>", "/problems/");
    }

    @Test
    void a_directory_that_is_unavailable_is_told_without_its_secrets() {
        var broken = new ServedSite((roster, policy, listener) -> {
            throw new DirectoryUnavailable("jdbc:secret", new IOException("secret"));
        });
        try (broken) {
            HttpResponse<String> response = broken.get("/api/roll-calls?count=1");
            expect(response, 503, "directory-unavailable", "the database is unavailable");
            assertThat(response.body()).doesNotContain("secret");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void an_error_of_ours_sends_no_stack_trace() {
        var broken = new ServedSite((roster, policy, listener) -> {
            throw new IllegalStateException("secret");
        });
        try (broken) {
            HttpResponse<String> response = broken.get("/api/roll-calls?count=1");
            expect(response, 500, "internal-error", "an error of the server");
            assertThat(response.body()).doesNotContain("secret", "Exception", "\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /users?q=<b> HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nBad Header\r\n\r\n",
                "GE<T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "G\u0000T / HTTP/1.1\r\nHost: a\r\n\r\n",
                "G\u00cbT / HTTP/1.1\r\nHost: a\r\n\r\n",
                "CONNECT example.org:443 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET a:80 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            })
    void what_the_server_itself_refuses_is_a_problem_document_too(String request) throws IOException {
        String response = raw(request);
        assertThat(response)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "/problems/bad-request")
                .doesNotContain("<b>", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/2.0", "HTTP/1.2"})
    void another_version_of_http_is_told_so(String version) throws IOException {
        assertThat(raw("GET / " + version + "\r\n\r\n"))
                .startsWith("HTTP/1.1 505 ")
                .contains("/problems/http-version", "Connection: close", "X-Request-Id: ");
    }

    @ParameterizedTest
    @CsvSource({
        "40000, 10, 414, uri-too-long",
        "400000, 10, 414, uri-too-long",
        "10, 20000, 431, head-too-large",
        "10, 400000, 431, head-too-large",
        "32000, 16000, 404, not-found"
    })
    void a_head_that_is_too_long_is_told_which_part_of_it(int path, int field, int status, String type)
            throws IOException {
        String request = "GET /%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-A: %s\r\n\r\n"
                .formatted("p".repeat(path), "f".repeat(field));
        assertThat(raw(request))
                .startsWith("HTTP/1.1 " + status)
                .contains("/problems/" + type, "Connection: close", "X-Request-Id: ");
    }

    @Test
    void a_body_with_a_coding_is_of_an_unsupported_type() {
        HttpResponse<String> response =
                site.send("PUT", "/api/users/7", "{}", "Content-Type", "application/json", "Content-Encoding", "gzip");
        expect(response, 415, "unsupported-media-type", "without Content-Encoding");
        assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(response.headers().firstValue("Accept-Encoding")).contains("identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"J%C3%BCrg", "UTF-8''J%C3%BCrg", "utf-8'de'J%c3%bcrg"})
    void a_name_that_is_not_ascii_can_be_encoded(String name) {
        site.send(
                "PUT",
                "/api/users/70",
                "{\"name\":\"a\",\"email\":\"\"}",
                "Content-Type",
                "application/json",
                "X-User",
                name);
        assertThat(site.get("/api/users/70/history").body()).contains("\"J\u00fcrg\"");
    }

    @Test
    void a_name_whose_encoding_is_malformed_signs_nothing() {
        expect(site.send("DELETE", "/api/users/7", "", "X-User", "100%"), 400, "bad-header", "percent-encoded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Close", "foo, close"})
    void the_connection_is_closed_when_the_client_asks_for_it(String option) throws IOException {
        assertThat(raw("GET /problems/not-found HTTP/1.1\r\nHost: a\r\nConnection: " + option + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET /nope HTTP/1.1\r\nHost: a\r\nConnection: " + option + "\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
    }

    @Test
    void every_problem_type_has_a_page() {
        for (ProblemType type : ProblemType.values()) {
            HttpResponse<String> page = site.get("/problems/" + type.slug());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains(type.title());
        }
        assertThat(site.get("/problems/other").statusCode()).isEqualTo(404);
    }

    /** Sends bytes and reads until the server closes the connection. */
    private String raw(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
