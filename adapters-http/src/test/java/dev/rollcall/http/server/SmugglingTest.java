package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No byte of a body is ever served as a request, whether or not somebody reads the body; and the next request is served as it is. */
@Timeout(120)
final class SmugglingTest {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "OPTIONS", "DELETE", "POST", "PUT", "PATCH", "BREW");
    /** A whole request, sent as the body of another. */
    private static final String INNER = "PUT /api/users/smuggled HTTP/1.1\r\nHost: a\r\nX-User: root\r\n"
            + "Content-Type: application/json\r\nContent-Length: 22\r\n\r\n{\"name\":\"\",\"email\":\"\"}";
    /** What follows all that; its response, if there is one, is the last. */
    private static final String NEXT = "GET /next-in-line HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private static final Pattern STATUS = Pattern.compile("HTTP/1.1 ([2-5][0-9][0-9]) ");

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    /** The ways to send a body: what the head says of it, and how it is sent. */
    enum Sent {
        LENGTH("Content-Length: " + INNER.length() + "\r\n", INNER),
        CHUNKS(
                "Transfer-Encoding: chunked\r\n",
                Integer.toHexString(INNER.length()) + "\r\n" + INNER + "\r\n0\r\n\r\n"),
        EXPECTED_LENGTH("Expect: 100-continue\r\n" + LENGTH.fields, LENGTH.body),
        EXPECTED_CHUNKS("Expect: 100-continue\r\n" + CHUNKS.fields, CHUNKS.body),
        OTHER_CASE("eXPECT: 100-Continue\r\n" + LENGTH.fields, LENGTH.body),
        IN_A_LIST("Expect: 100-continue, 100-continue\r\n" + LENGTH.fields, LENGTH.body),
        UNKNOWN_EXPECTATION("Expect: payment\r\n" + LENGTH.fields, LENGTH.body);

        private final String fields;
        private final String body;

        Sent(String fields, String body) {
            this.fields = fields;
            this.body = body;
        }

        String head(String method, String path) {
            return "%s %s HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n%s\r\n".formatted(method, path, fields);
        }

        String request(String method, String path) {
            return head(method, path) + body;
        }
    }

    private static Stream<Sent> ways() {
        return Stream.of(Sent.values());
    }

    private List<String> statuses(String sent) {
        try (var client = new BareClient(site)) {
            String received = client.send(sent).readToEnd();
            List<String> statuses = new ArrayList<>();
            STATUS.matcher(received).results().forEach(status -> statuses.add(status.group(1)));
            return statuses;
        }
    }

    private Stream<String> paths() {
        return Stream.concat(
                site.site.resources().stream().map(resource -> resource.path().replaceAll("\\{[a-z]+}", "7")),
                Stream.of("/nowhere", "/observe/health/live", "/observe/metrics", "/api/users/%zz"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_body_is_no_request_on_any_route(Sent way) {
        for (String path : paths().toList()) {
            for (String method : METHODS) {
                List<String> statuses = statuses(way.request(method, path) + NEXT);
                assertThat(statuses).as("%s %s, %s", method, path, way).hasSizeBetween(1, 2);
                if (statuses.size() == 2) {
                    assertThat(statuses.getLast())
                            .as("%s %s, %s", method, path, way)
                            .isEqualTo("404");
                }
                assertThat(site.directory.find(new UserId("smuggled"))).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: x\r\n",
                "Content-Length: 0\r\nContent-Length: 5\r\n",
                "Content-Length: 0, 0\r\n",
                "Content-Length: -1\r\n",
                "Content-Length : 5\r\n",
                "Content-Length: 0\nContent-Length: 5\r\n",
                "Content-Length: \u000b0\r\n",
                "X: y\r\n Content-Length: 5\r\n",
            })
    void a_head_that_can_be_read_in_two_ways_is_the_last(String fields) {
        String head = "POST /api/imports HTTP/1.1\r\nHost: a\r\n%s\r\n".formatted(fields);
        assertThat(statuses(head + INNER + NEXT)).hasSizeLessThanOrEqualTo(1);
        assertThat(site.directory.find(new UserId("smuggled"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+a\r\n", "a;b=c\r\n", "0a\n", "a \r\n", "0\r\nX: y\r\n", "5\r\n12345X\n0\r\n\r\n"})
    void a_malformed_chunk_is_told_and_ends_the_connection(String chunk) {
        String head =
                "POST /api/imports HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(statuses(head + chunk + INNER + NEXT)).containsExactly("400");
        assertThat(site.directory.find(new UserId("smuggled"))).isEmpty();
    }

    @Test
    void requests_that_are_sent_together_are_answered_in_their_order() {
        String get = "GET /api/users/7 HTTP/1.1\r\nHost: a\r\n\r\n";
        assertThat(statuses(get + INNER + get + INNER + NEXT)).containsExactly("404", "201", "404", "200", "404");
    }

    @Test
    void who_is_told_to_go_on_is_served_and_stays_connected() {
        try (var client = new BareClient(site)) {
            String body = "{\"name\":\"Ada\",\"email\":\"\"}";
            client.send(
                    "PUT /api/users/7 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n"
                            + "Content-Length: %s\r\n\r\n".formatted(body.length()));
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            assertThat(client.send(body).readUntil("}")).startsWith("HTTP/1.1 201 ");
            assertThat(client.send(NEXT).readToEnd()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void who_is_answered_without_the_body_is_told_that_the_connection_ends() {
        try (var client = new BareClient(site)) {
            client.send(Sent.EXPECTED_LENGTH.head("PUT", "/api/users/7"));
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 415 ")
                    .containsIgnoringCase("\r\nConnection: close\r\n");
        }
    }
}
