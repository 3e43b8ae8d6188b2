package dev.rollcall.http.client.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.mapping.FieldMapping;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.response.Gzipped;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import dev.rollcall.http.client.response.Responses;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsersApiTest {
    private static final UserId ID = new UserId("7");
    private static final User ADA = new User(ID, "Ada", "ada@example.org");
    private static final String JSON = "{\"id\":7,\"name\":\"Ada\",\"email\":\"ada@example.org\"}";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private static UsersApi api(Proofs proofs) {
        var upstream = new Upstream(
                new UriTemplate("http://h/users/{id}"),
                FieldMapping.DEFAULT,
                RequestLimits.DEFAULT,
                Credentials.NONE,
                Map.of("X-API-Key", "s3cret", "user-agent", "roll/2"),
                proofs,
                Network.DEFAULT);
        return new UsersApi(upstream, new Secrets(), CLOCK);
    }

    private static RemoteResponse response(int status, String fields, byte[] body) throws Malformed {
        return Responses.of(
                "HTTP/1.1 %s X⏎%sContent-Length: %s⏎⏎".formatted(status, fields, body.length),
                new String(body, ISO_8859_1));
    }

    private static Reply reply(Proofs proofs, int status, String fields, String body) throws Malformed {
        return api(proofs).reply(ID, response(status, fields, body.getBytes(UTF_8)));
    }

    private static Reply reply(int status, String fields, String body) throws Malformed {
        return reply(Proofs.DEFAULT, status, fields, body);
    }

    // -- the request

    @Test
    void json_of_any_name_is_asked_for_as_it_is_with_the_headers_that_are_set() {
        byte[] request = api(Proofs.DEFAULT).request(new UserId("a/b"), Optional.of("Bearer s3cret"), Optional.empty());
        assertThat(new String(request, US_ASCII))
                .startsWith("GET /users/a%2Fb HTTP/1.1\r\nHost: h\r\n")
                .contains("\r\nAccept: application/json, application/scim+json;q=0.9, */*;q=0.1\r\n")
                .contains("\r\nAccept-Encoding: identity\r\n", "\r\nX-API-Key: s3cret\r\n")
                .contains("\r\nUser-Agent: roll/2\r\n")
                .endsWith("\r\nAuthorization: Bearer s3cret\r\n\r\n")
                .doesNotContain("rollcall");
    }

    @Test
    void it_knows_which_requests_hide_a_slash() {
        assertThat(api(Proofs.DEFAULT).hidesSlash(new UserId("dept/7"))).isTrue();
        assertThat(api(Proofs.DEFAULT).hidesSlash(ID)).isFalse();
    }

    // -- presence

    @Test
    void a_200_with_the_user_is_that_user() throws Malformed {
        assertThat(reply(200, "", JSON)).isEqualTo(new Reply.Found(ADA));
        assertThat(reply(200, "", "\uFEFF" + JSON)).isEqualTo(new Reply.Found(ADA));
    }

    @Test
    void a_user_in_gzip_is_read_though_nobody_asked_for_it() throws Malformed {
        byte[] body = Gzipped.bytes(JSON.getBytes(UTF_8));
        assertThat(api(Proofs.DEFAULT).reply(ID, response(200, "Content-Encoding: gzip⏎", body)))
                .isEqualTo(new Reply.Found(ADA));
        assertThat(api(Proofs.DEFAULT).reply(ID, response(200, "Content-Encoding: br⏎", body)))
                .isEqualTo(new Reply.Unusable(
                        Reason.MALFORMED, "the body has a content coding that was not requested: \"br\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"7\"}",
                "{\"id\":7,\"name\":\"\",\"email\":\"\"}",
                "{\"id\":7,\"name\":null}",
                "{\"id\":7,\"name\":\" \\t\\u00a0\\u200b\",\"email\":\"  \"}",
            })
    void a_hollow_record_proves_nobody_unless_it_is_believed(String json) throws Malformed {
        // control characters are refused before anybody sees that there is nothing else
        String body = json.replace("\\t", "");
        assertThat(reply(200, "", body))
                .isEqualTo(
                        new Reply.Unusable(
                                Reason.MALFORMED,
                                "a hollow record, with neither name nor email, proves nobody (remote.hollow=present believes it)"));
        assertThat(reply(new Proofs(Optional.empty(), Optional.empty(), false, true, Optional.empty()), 200, "", body))
                .isInstanceOf(Reply.Found.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"name\":\"Ada\"", "\"email\":\"ada@example.org\""})
    void a_user_with_half_a_record_is_present(String half) throws Malformed {
        assertThat(reply(200, "", "{\"id\":7,%s}".formatted(half))).isInstanceOf(Reply.Found.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"ok\":false,\"error\":\"user_not_found\"} | /id is missing, what came has \"ok\", \"error\"; the remote says: user_not_found",
                "{\"contact\":{\"id\":\"2982909\",\"name\":\"A\"}} | /id is missing, what came has \"contact\"",
                "{\"id\":8,\"title\":\"Engineer\"} | /id is \"8\", not \"7\"",
                "oops | broken JSON at line 1, column 1",
            })
    void a_200_that_is_not_the_user_is_malformed_and_says_what_it_is(String body, String detail) throws Malformed {
        assertThat(reply(200, "", body)).isEqualTo(new Reply.Unusable(Reason.MALFORMED, detail));
    }

    @Test
    void a_200_that_is_too_long_tells_the_limit_though_nothing_of_it_was_kept() throws Malformed {
        RemoteResponse response = Responses.of("HTTP/1.1 200 OK⏎Content-Length: 5000000⏎⏎", "");
        assertThat(api(Proofs.DEFAULT).reply(ID, response))
                .isEqualTo(new Reply.Unusable(Reason.MALFORMED, "the body is longer than 1048576 bytes"));
    }

    private static String answer(String name) throws IOException {
        try (InputStream in = UsersApiTest.class.getResourceAsStream("answers/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "skeleton.json | nobody | a hollow record, with neither name nor email, proves nobody (remote.hollow=present believes it)",
                "error-in-200.json | 7 | /id is missing, what came has \"ok\", \"error\"; the remote says: user_not_found",
                "merged.json | 7 | /id is missing, what came has \"contact\"",
            })
    void an_answer_that_was_met_in_the_wild_proves_nobody(String file, String id, String detail) throws IOException {
        RemoteResponse response = response(200, "", answer(file).getBytes(UTF_8));
        assertThat(api(Proofs.DEFAULT).reply(new UserId(id), response))
                .isEqualTo(new Reply.Unusable(Reason.MALFORMED, detail));
    }

    @Test
    void a_record_that_was_merged_into_another_is_the_other() throws IOException {
        var upstream = new Upstream(
                new UriTemplate("http://h/{id}"),
                new FieldMapping(
                        "/contact/id", Map.of(UserField.NAME, "/contact/name", UserField.EMAIL, "/contact/email")),
                RequestLimits.DEFAULT,
                Credentials.NONE,
                Proofs.DEFAULT);
        RemoteResponse response = response(200, "", answer("merged.json").getBytes(UTF_8));
        assertThat(new UsersApi(upstream, new Secrets(), CLOCK).reply(ID, response))
                .isEqualTo(new Reply.Unusable(Reason.MALFORMED, "/contact/id is \"2982909\", not \"7\""));
    }

    // -- absence

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Type: application/json⏎", "Content-Encoding: br⏎"})
    void a_404_and_a_410_are_an_absence(String fields) throws Malformed {
        assertThat(reply(404, fields, "{}")).isEqualTo(new Reply.Gone());
        assertThat(reply(410, fields, "")).isEqualTo(new Reply.Gone());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void a_page_for_people_proves_no_absence_unless_it_is_believed(int status) throws Malformed {
        String fields = "Content-Type: text/html⏎";
        assertThat(reply(status, fields, "<html>"))
                .isEqualTo(new Reply.Unusable(
                        Reason.UNCONFIRMED,
                        status + " came as an HTML page, which anybody on the way may have sent"
                                + " (remote.absent.html=true believes it)"));
        assertThat(reply(
                        new Proofs(Optional.empty(), Optional.empty(), true, false, Optional.empty()),
                        status,
                        fields,
                        "<html>"))
                .isEqualTo(new Reply.Gone());
    }

    @Test
    void a_404_that_may_be_a_page_for_all_that_came_of_it_proves_no_absence() throws Malformed {
        assertThat(api(Proofs.DEFAULT).reply(ID, Responses.of("HTTP/1.1 404 X⏎Content-Length: 90000⏎⏎", "")))
                .isEqualTo(
                        new Reply.Unusable(Reason.UNCONFIRMED, "404 came without a type, and nothing of its body did"));
    }

    // -- all else

    @ParameterizedTest
    @ValueSource(ints = {408, 421, 425, 502, 503, 504})
    void what_may_pass_is_unavailable_for_as_long_as_the_remote_says(int status) throws Malformed {
        assertThat(reply(status, "Retry-After: 120⏎", "{\"error\":\"busy\"}"))
                .isEqualTo(new Reply.Unavailable(
                        Reason.STATUS, status + ": busy, Retry-After: 120", Optional.of(Duration.ofMinutes(2))));
        assertThat(reply(status, "", ""))
                .isEqualTo(new Reply.Unavailable(Reason.STATUS, Integer.toString(status), Optional.empty()));
    }

    @Test
    void a_date_without_end_is_a_long_time_and_no_exception() throws Malformed {
        assertThat(reply(503, "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT⏎", ""))
                .asInstanceOf(type(Reply.Unavailable.class))
                .satisfies(reply -> assertThat(reply.retryAfter().orElseThrow().toNanos())
                        .isEqualTo(Duration.ofDays(365).toNanos()));
    }

    @Test
    void a_429_asks_everybody_to_wait() throws Malformed {
        assertThat(reply(429, "Retry-After: 1⏎", ""))
                .isEqualTo(new Reply.Throttled("429, Retry-After: 1", Optional.of(Duration.ofSeconds(1))));
        assertThat(reply(429, "X-RateLimit-Reset: 1795348830⏎", "{\"message\":\"slow down\"}"))
                .isEqualTo(new Reply.Throttled("429: slow down", Optional.of(Duration.ofSeconds(30))));
    }

    @Test
    void a_quota_that_is_used_up_pauses_everybody() throws Malformed {
        UsersApi api = api(Proofs.DEFAULT);
        String spent = "X-RateLimit-Remaining: 0⏎X-RateLimit-Reset: 1795348830⏎";
        assertThat(api.pause(response(403, spent, new byte[0]))).contains(Duration.ofSeconds(30));
        assertThat(api.pause(response(200, "", new byte[0]))).isEmpty();
    }

    @Test
    void a_401_refuses_our_credentials_and_does_not_show_them() throws Malformed {
        assertThat(reply(401, "", "{\"error\":\"invalid_token\",\"error_description\":\"s3cret is expired\"}"))
                .isEqualTo(new Reply.Unauthorized("401: invalid_token (*** is expired)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 301, 400, 403, 406, 409, 418, 451, 500, 501, 505})
    void any_other_status_is_unusable(int status) throws Malformed {
        assertThat(reply(status, "", "")).isEqualTo(new Reply.Unusable(Reason.STATUS, Integer.toString(status)));
    }

    @Test
    void a_redirect_tells_where_it_leads() throws Malformed {
        assertThat(reply(301, "Location: /users/7/⏎", ""))
                .isEqualTo(new Reply.Unusable(Reason.STATUS, "301, Location: /users/7/"));
    }

    // -- no response

    private static Reply failure(IOException e) {
        return api(Proofs.DEFAULT).failure(e);
    }

    private static Reply unavailable(String detail) {
        return new Reply.Unavailable(Reason.CONNECTION, detail, Optional.empty());
    }

    @Test
    void what_hinders_this_process_is_not_the_remotes_fault() {
        var hindered = new Reply.Hindered("this process has too many files open");
        assertThat(failure(new SocketException("Too many open files"))).isEqualTo(hindered);
        assertThat(failure(new IOException("accept: Too many open files"))).isEqualTo(hindered);
        assertThat(failure(new Malformed("found \"Too many open files\""))).isNotEqualTo(hindered);
    }

    @Test
    void a_connection_that_takes_too_long_is_a_time_out() {
        assertThat(failure(new SocketTimeoutException("no connection in 1000 ms")))
                .isEqualTo(new Reply.Unavailable(Reason.TIMEOUT, "no connection in 1000 ms", Optional.empty()));
    }

    @Test
    void what_will_not_pass_is_unusable() {
        assertThat(failure(new UnknownHostException("hr.example.org")))
                .isEqualTo(new Reply.Unusable(Reason.CONNECTION, "no connection: host not found"));
        assertThat(failure(new SSLHandshakeException("bad certificate")))
                .isEqualTo(new Reply.Unusable(Reason.CONNECTION, "no connection: TLS: bad certificate"));
        assertThat(failure(new ProtocolException("no IPv6 here")))
                .isEqualTo(new Reply.Unusable(Reason.CONNECTION, "no connection: no IPv6 here"));
        assertThat(failure(new Malformed("no HTTP"))).isEqualTo(new Reply.Unusable(Reason.MALFORMED, "no HTTP"));
    }

    @Test
    void what_may_pass_is_told_as_it_is() {
        assertThat(failure(new ConnectException("Connection refused")))
                .isEqualTo(unavailable("no connection: refused"));
        assertThat(failure(new ConnectException("Connection timed out")))
                .isEqualTo(unavailable("no connection: timed out"));
        assertThat(failure(new NoRouteToHostException("No route to host")))
                .isEqualTo(unavailable("no connection: no route to the host"));
        assertThat(failure(new SocketException("Network is unreachable")))
                .isEqualTo(unavailable("no connection: network unreachable"));
        assertThat(failure(new EOFException()))
                .isEqualTo(unavailable("the connection broke before the answer was whole"));
    }

    @Test
    void nginx_says_in_a_page_that_it_wants_a_client_certificate() throws Malformed {
        String page = "<html>\r\n<head><title>400 No required SSL certificate was sent</title></head>";
        assertThat(reply(400, "Content-Type: text/html⏎", page))
                .isEqualTo(new Reply.Unusable(
                        Reason.STATUS, "400: No required SSL certificate was sent (remote.tls.certificate)"));
        assertThat(reply(400, "Content-Type: text/html⏎", "<title>400 Bad Request</title>"))
                .isEqualTo(new Reply.Unusable(Reason.STATUS, "400"));
    }

    @Test
    void a_407_is_the_word_of_a_proxy_that_forwards_requests_and_otherwise_the_remotes() throws Malformed {
        RemoteResponse response = response(407, "", new byte[0]);
        var network = Network.DEFAULT.with(HttpProxy.parse("http://ada:pw@proxy.example:3128"));
        Upstream plain = Upstream.of(new UriTemplate("http://h/{id}"));
        Upstream secure = Upstream.of(new UriTemplate("https://h/{id}"));
        assertThat(new UsersApi(plain.with(network), new Secrets()).reply(ID, response))
                .isEqualTo(new Reply.Unauthorized(
                        Reason.CONNECTION,
                        "no connection: the proxy proxy.example:3128 says 407 Proxy Authentication Required"));
        assertThat(new UsersApi(plain, new Secrets()).reply(ID, response))
                .isEqualTo(new Reply.Unusable(Reason.STATUS, "407"));
        assertThat(new UsersApi(secure.with(network), new Secrets()).reply(ID, response))
                .isEqualTo(new Reply.Unusable(Reason.STATUS, "407"));
    }

    @Test
    void the_request_through_a_forwarding_proxy_names_the_remote_and_has_credentials_for_the_proxy() {
        var network = Network.DEFAULT.with(HttpProxy.parse("http://ada:pw@proxy.example:3128"));
        UsersApi api =
                new UsersApi(Upstream.of(new UriTemplate("http://h/{id}")).with(network), new Secrets());
        assertThat(new String(api.request(ID, Optional.empty(), Optional.empty()), US_ASCII))
                .startsWith("GET http://h/7 HTTP/1.1\r\nHost: h\r\n")
                .contains("\r\nProxy-Authorization: Basic YWRhOnB3\r\n");
    }
}
