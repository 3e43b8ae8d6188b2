package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Peer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stray bytes behind a response are never taken for the next one, even if the connection is reused by then. */
@Timeout(60)
final class StrayBytesTest {
    private static final CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(30), 1);
    private static final RequestLimits LIMITS = new RequestLimits(64, 3, Duration.ofMillis(500));
    /** Beyond this idle time, on a busy machine, a run proves nothing. */
    private static final Duration AT_ONCE = Duration.ofMillis(40);

    /** After this idle time without a stray byte, a connection is trusted. */
    private static final Duration LONG_REST = Duration.ofMillis(100);

    private final Peer peer = new Peer();
    private final HttpRemoteUsers users =
            new HttpRemoteUsers(Upstream.of(new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(peer.port())))
                    .with(LIMITS));

    @AfterEach
    void close() throws IOException {
        users.close();
        peer.close();
    }

    private static String known(String request) {
        String body = "{\"id\":\"%s\",\"name\":\"Name\"}"
                .formatted(request.substring("GET /users/".length(), request.indexOf(' ', 4)));
        return "HTTP/1.1 200 OK⏎Content-Type: application/json⏎Content-Length: %s⏎⏎%s".formatted(body.length(), body);
    }

    private static void answerAll(Peer.Visitor visitor) throws IOException {
        for (String request = visitor.request(); request != null; request = visitor.request()) {
            visitor.send(known(request));
        }
    }

    /** Answers one request, and sends the stray bytes when the next one has come. Returns the next request, if it arrived at once. */
    private static String strayBehindFirst(Peer.Visitor visitor, String stray) throws IOException {
        visitor.send(known(String.valueOf(visitor.request())));
        long answered = System.nanoTime();
        String next = String.valueOf(visitor.request());
        if (System.nanoTime() - answered < AT_ONCE.toNanos()) {
            visitor.send(stray);
        }
        return next;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎",
                "HTTP/1.1 404 Not Found⏎Content-Length: 1000⏎⏎",
                "HTTP/1.1 404 Not Found⏎X-Next: ",
                "HTTP/1.1 200 OK⏎Content-Length: 25⏎⏎{\"id\":\"\",\"name\":\"Nobody\"}",
                "Segmentation fault (core dumped)⏎⏎",
                "⏎",
            })
    void they_are_no_answer_to_the_next_request(String stray) throws InterruptedException {
        peer.follow(visitor -> {
            if (visitor.number() == 1) {
                visitor.send(known(strayBehindFirst(visitor, stray)));
            }
            answerAll(visitor);
        });
        RollCall call = users.call(Roster.first(0, 20), PATIENT);
        assertThat(call.answers().stream().filter(answer -> !(answer instanceof Answer.Present)))
                .isEmpty();
    }

    @Test
    void half_an_absence_is_none_at_the_deadline_either() throws InterruptedException {
        peer.follow(visitor -> {
            strayBehindFirst(visitor, "HTTP/1.1 404 Not Found⏎Content-Length: 1000⏎⏎");
            visitor.awaitGone();
        });
        RollCall call = users.call(Roster.first(0, 2), PATIENT.withDeadline(Duration.ofMillis(300)));
        assertThat(call.answers().getLast()).isInstanceOf(Answer.Late.class);
    }

    @Test
    void the_answer_behind_them_is_no_answer_to_a_later_request() throws InterruptedException {
        peer.follow(visitor -> {
            if (visitor.number() == 1) {
                strayBehindFirst(visitor, "HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎");
                if (visitor.request() != null) {
                    visitor.send("HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎");
                }
            }
            answerAll(visitor);
        });
        assertThat(users.call(Roster.first(0, 2), PATIENT).counts().present()).isEqualTo(2);
        Thread.sleep(LONG_REST);
        assertThat(users.call(Roster.first(2, 20), PATIENT).counts().present()).isEqualTo(20);
    }
}
