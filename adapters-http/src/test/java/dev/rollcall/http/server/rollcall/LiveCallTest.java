package dev.rollcall.http.server.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.http.server.ServedSite;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LiveCallTest {
    private static final String FORM = "roster=count&count=";

    private static HttpResponse<String> call(ServedSite site, String form) {
        return site.send(
                "POST",
                "/users",
                form,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/event-stream, text/html");
    }

    /** Returns the ids of the parts, in the order in which they came. */
    private static List<String> parts(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return Pattern.compile("event: part\ndata: <[^>]* ?id=\"(\\w+)\"")
                .matcher(response.body())
                .results()
                .map(part -> part.group(1))
                .toList();
    }

    @Test
    void rows_wait_are_filled_in_as_answers_arrive_and_then_comes_what_they_came_to() {
        try (var site = new ServedSite()) {
            HttpResponse<String> response = call(site, FORM + 3);
            assertThat(parts(response))
                    .containsExactly(
                            "call",
                            "status",
                            "row2",
                            "progress",
                            "row1",
                            "progress",
                            "row0",
                            "progress",
                            "summary",
                            "status");
            assertThat(response.body())
                    .contains("<tr id=\"row0\" class=\"waiting\"><td>0</td>", "<tr id=\"row0\"><td>0</td>")
                    .contains("<h2 id=\"state\" tabindex=\"-1\">Calling")
                    .contains("<span>2 of 3 answered:</span>")
                    .contains("Done: 3 present, 0 absent, 0 late, 0 failed");
        }
    }

    @Test
    void its_last_rows_and_summary_are_those_of_the_whole_page() {
        try (var site = new ServedSite()) {
            String page = site.get("/users?count=10").body();
            String events = call(site, FORM + 10).body().replace("\ndata: ", "\n");
            for (MatchResult row :
                    Pattern.compile("(?m)^<tr><td>.*$").matcher(page).results().toList()) {
                assertThat(events).contains(row.group().substring("<tr>".length()));
            }
            String summary = page.substring(page.indexOf("<div id=\"summary\">"), page.indexOf("<table"));
            assertThat(events).contains(summary.strip());
        }
    }

    @Test
    void every_line_of_an_event_is_a_line_of_data() {
        try (var site = new ServedSite()) {
            assertThat(call(site, FORM + 20).body().lines())
                    .allMatch(line -> line.isEmpty() || line.equals("event: part") || line.startsWith("data: "));
        }
    }

    @Test
    void what_is_wrong_is_a_page_with_the_form() {
        try (var site = new ServedSite()) {
            HttpResponse<String> response = call(site, FORM + "abc");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(response.body()).contains("<form id=\"form\"", "id=\"count-error\"");
        }
    }

    @Test
    void a_client_that_leaves_ends_the_roll_call() throws Exception {
        var ended = new CountDownLatch(1);
        var endless = new ServedSite((roster, policy, listener) -> {
            try {
                while (true) {
                    listener.answered(new Answer.Absent(new UserId("0"), Attempts.NONE));
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

    /** Begins to follow a roll call, and disconnects. */
    private static void readABit(ServedSite site) throws Exception {
        String form = FORM + 1;
        String request = "POST /users HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length() + "\r\n\r\n" + form;
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
        }
    }

    @Test
    void what_is_read_out_changes_only_as_often_as_one_can_listen() throws Exception {
        try (var site = new ServedSite((roster, policy, listener) -> {
            List<Answer> answers = roster.ids().stream()
                    .map(id -> (Answer) new Answer.Absent(id, Attempts.NONE))
                    .toList();
            answers.forEach(listener::answered);
            return new dev.rollcall.domain.rollcall.RollCall(roster, answers, java.time.Duration.ZERO);
        })) {
            List<String> parts = parts(call(site, FORM + 1000));
            assertThat(parts.stream().filter(part -> part.startsWith("row"))).hasSize(1000);
            assertThat(parts.stream().filter("status"::equals).count()).isLessThan(20);
        }
    }
}
