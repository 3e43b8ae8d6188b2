package dev.rollcall.http.client.road;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.threads.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many concurrent large bodies in a process with a small heap. */
@Timeout(300)
final class LargeBodiesTest {
    private static final int CALLERS = 4;
    private static final int IDS = 200;
    private static final byte[] PADDING = "x".repeat(900_000).getBytes(US_ASCII);

    private static void answerAll(Peer.Visitor visitor) throws IOException {
        for (String request = visitor.request(); request != null; request = visitor.request()) {
            String id = request.substring("GET /users/".length(), request.indexOf(' ', 4));
            String begin = "{\"id\":\"%s\",\"name\":\"Name of %1$s\",\"picture\":\"".formatted(id);
            visitor.send("HTTP/1.1 200 OK⏎Content-Type: application/json⏎Content-Length: %s⏎⏎%s"
                    .formatted(begin.length() + PADDING.length + 2, begin));
            visitor.send(PADDING, 0, PADDING.length);
            visitor.send("\"}");
        }
    }

    @Test
    void four_callers_of_900_kB_bodies_have_them_all_in_256_MB() throws Exception {
        try (var peer = new Peer().follow(LargeBodiesTest::answerAll)) {
            Forked.End end = Forked.run(Forked.command(
                    List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"), Callers.class, Integer.toString(peer.port())));
            assertThat(end.said())
                    .filteredOn(line -> line.contains("present=%s,".formatted(IDS)))
                    .as(end::toString)
                    .hasSize(CALLERS);
            assertThat(end.code()).isZero();
        }
    }

    /** The process: concurrent callers, and a line with the result of each. */
    static final class Callers {
        private static final CallPolicy POLICY = new CallPolicy(Duration.ofMinutes(2), 64);
        private static final RequestLimits LIMITS = new RequestLimits(256, 3, Duration.ofMinutes(1));

        private Callers() {}

        public static void main(String[] arguments) throws InterruptedException {
            var uri = new UriTemplate("http://127.0.0.1:%s/users/{id}".formatted(arguments[0]));
            try (var users = new HttpRemoteUsers(Upstream.of(uri).with(LIMITS))) {
                List<Worker<RollCall>> callers = LongStream.range(0, CALLERS)
                        .mapToObj(i -> Worker.start("caller", () -> users.call(Roster.first(i * IDS, IDS), POLICY)))
                        .toList();
                for (Worker<RollCall> caller : callers) {
                    System.out.println(caller.join().counts());
                }
            }
        }
    }
}
