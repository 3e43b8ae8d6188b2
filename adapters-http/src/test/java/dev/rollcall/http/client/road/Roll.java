package dev.rollcall.http.client.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.http1.Peer;
import java.io.IOException;
import java.time.Duration;

/** Shared parts of the tests on remotes as in production. */
final class Roll {
    static final CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(30), 64);
    static final RequestLimits LIMITS = new RequestLimits(256, 3, Duration.ofSeconds(10));

    private Roll() {}

    static void assertAllPresent(RollCall call) {
        assertThat(call.answers().stream().filter(answer -> !(answer instanceof Answer.Present)))
                .isEmpty();
    }

    /** Asserts that all failed for a reason, and that the detail of each says why. */
    static void assertAllFailed(RollCall call, Answer.Reason reason, String why) {
        assertThat(call.answers())
                .allSatisfy(answer -> assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(reason);
                    assertThat(failed.detail()).contains(why);
                }));
    }

    /** A peer's script that finds every user. */
    static void knowEverybody(Peer.Visitor visitor) throws IOException {
        for (String request = visitor.request(); request != null; request = visitor.request()) {
            String id = request.substring("GET /users/".length(), request.indexOf(' ', 4));
            String body = "{\"id\":\"%s\",\"name\":\"Name of %1$s\"}".formatted(id);
            visitor.send("HTTP/1.1 200 OK⏎Content-Type: application/json⏎Content-Length: %s⏎⏎%s"
                    .formatted(body.length(), body));
        }
    }
}
