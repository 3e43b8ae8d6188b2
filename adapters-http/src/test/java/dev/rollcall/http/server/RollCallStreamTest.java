package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RollCall;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class RollCallStreamTest {
    private static final String LINES = "application/x-ndjson";
    private static final String EVENTS = "text/event-stream";
    private static final String SUMMARY =
            "{\"complete\":false,\"elapsedMillis\":41.7,\"counts\":{\"asked\":4,\"present\":1,\"absent\":1,\"late\":1,\"failed\":1}}";

    private static final byte[] EVENTS_REQUEST = ("GET /api/roll-calls?count=1 HTTP/1.1\r\nHost: a\r\nAccept: " + EVENTS
                    + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private static List<String> ids(HttpResponse<String> response, String prefix) {
        return response.body()
                .lines()
                .filter(line -> line.startsWith(prefix + "{\"id\""))
                .map(line -> line.substring(prefix.length()).replaceAll("\\{\"id\":\"(.*?)\".*", "$1"))
                .toList();
    }

    @Test
    void lines_come_in_the_order_of_the_roster_and_the_last_tells_what_they_came_to() {
        HttpResponse<String> response = site.get("/api/roll-calls?ids=0,7,8,9", "Accept", LINES);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(LINES);
        assertThat(ids(response, "")).containsExactly("0", "7", "8", "9");
        assertThat(response.body().lines()).hasSize(5).last().isEqualTo(SUMMARY);
    }

    @Test
    void events_come_in_the_order_of_arrival() {
        HttpResponse<String> response = site.get("/api/roll-calls?ids=0,7,8,9", "Accept", EVENTS);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(EVENTS);
        assertThat(ids(response, "data: ")).containsExactly("9", "8", "7", "0");
        assertThat(response.body())
                .startsWith("event: answer\ndata: {")
                .endsWith("event: done\ndata: " + SUMMARY + "\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json;q=0.5, application/x-ndjson | application/x-ndjson",
                "application/json, application/x-ndjson;q=0.5 | application/json",
                "*/* | application/json",
                "garbage; | application/json",
            })
    void the_client_chooses_the_form(String accept, String type) {
        assertThat(site.get("/api/roll-calls?count=1", "Accept", accept)
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue(type);
    }

    @Test
    void a_stream_can_not_be_required_to_be_proven() {
        assertThat(site.get("/api/roll-calls?count=1&require=all", "Accept", LINES)
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> post(String type, String body, String query) {
        return site.send(
                "POST",
                "/api/roll-calls" + query,
                body,
                "Content-Type",
                type,
                "Accept",
                "application/json, " + LINES + ";q=0.1");
    }

    @Test
    void ids_may_come_in_the_body() {
        HttpResponse<String> response =
                post("application/json", "{\"ids\":[0,\"7\",\"a/b\"],\"deadline\":\"PT1S\"}", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ServedSite.json(response).path("answers").findValuesAsText("outcome"))
                .containsExactly("present", "absent", "present");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | ids is missing",
                "[1] | must be a JSON object",
                "{\"ids\":1} | ids must be an array, at line 1, column 8",
                "{\"ids\":[true]} | an id must be a JSON string or an integer, at line 1, column 9",
                "{\"ids\":[\"..\"]} | another place",
                "{\"ids\":[],\"x\":1} | only ids and deadline",
                "{\"ids\":[1 | not JSON",
            })
    void a_bad_body_is_told(String body, String detail) {
        HttpResponse<String> response = post("application/json", body, "");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/problems/bad-body", detail);
        assertThat(post("application/json", "{\"ids\":[],\"deadline\":\"2s\"}", "")
                        .body())
                .contains("deadline must be");
        assertThat(post("application/json", "{\"ids\":[],\"deadline\":\"PT1S\"}", "?deadline=2s")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("text/plain", "1", "").statusCode()).isEqualTo(415);
    }

    @Test
    void any_number_of_ids_streams_through_in_order() {
        List<String> ids = IntStream.range(0, 5000).mapToObj(Integer::toString).toList();
        HttpResponse<String> response = post(LINES, String.join("\n", ids) + "\n", "?deadline=PT30S");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(ids(response, "")).isEqualTo(ids);
        assertThat(response.body().lines().toList().getLast())
                .contains("\"asked\":5000,\"present\":3500,\"absent\":500");
    }

    @Test
    void a_bad_line_at_the_beginning_is_a_problem_and_later_it_is_the_last_line() {
        assertThat(post(LINES, "{}\n", "").statusCode()).isEqualTo(400);
        String many = IntStream.range(0, 2000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        HttpResponse<String> response = post(LINES, many + "\n{}\n", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().lines().toList().getLast())
                .contains("/problems/bad-body", "an id must be a JSON string or an integer, at line 2001");
    }

    @Test
    void a_client_that_goes_away_ends_the_roll_call() throws Exception {
        var ended = new CountDownLatch(1);
        var endless = new ServedSite((roster, policy, listener) -> {
            try {
                while (true) {
                    listener.answered(new Answer.Absent(new UserId("x".repeat(100)), Attempts.NONE));
                }
            } finally {
                ended.countDown();
            }
        });
        try (endless) {
            readABit(endless);
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Begins to read a stream, and disconnects. */
    private static void readABit(ServedSite site) throws Exception {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
            socket.getOutputStream().write(EVENTS_REQUEST);
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
        }
    }

    @Test
    void a_stream_that_breaks_is_cut_and_does_not_look_complete() throws Exception {
        var broken = new ServedSite((roster, policy, listener) -> {
            listener.answered(new Answer.Absent(new UserId("1"), Attempts.NONE));
            if (roster.size() > 0) {
                throw new IllegalStateException("bug");
            }
            return new RollCall(roster, List.of(), Duration.ZERO);
        });
        try (broken;
                var socket = new Socket(
                        InetAddress.getLoopbackAddress(), broken.address().getPort())) {
            socket.getOutputStream().write(EVENTS_REQUEST);
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(all).contains("event: answer").doesNotContain("\r\n0\r\n\r\n");
        }
    }
}
