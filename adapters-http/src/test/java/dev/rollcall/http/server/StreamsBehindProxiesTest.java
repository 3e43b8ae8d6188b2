package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.client.road.RealServer;
import dev.rollcall.http.client.road.RealServerTest;
import dev.rollcall.http.server.web.BasePath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real proxies that compress, of Debian, pass on each answer of a roll call at once; Caddy 2.6 must be told not to compress streams. */
@RealServerTest
@Timeout(60)
final class StreamsBehindProxiesTest {
    private final CountDownLatch seen = new CountDownLatch(1);
    private final ServedSite site = new ServedSite(this::call, new BasePath("/rollcall"));

    /** Answers for the first id, and then waits until the client has seen that. */
    private RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException {
        List<Answer> answers = roster.ids().stream()
                .<Answer>map(id -> new Answer.Absent(id, Attempts.NONE))
                .toList();
        listener.answered(answers.getFirst());
        seen.await();
        answers.stream().skip(1).forEach(listener::answered);
        return new RollCall(roster, answers, Duration.ZERO);
    }

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        seen.countDown();
        site.close();
    }

    private static Stream<Arguments> streams() {
        return Stream.of(FrontProxy.values())
                .flatMap(proxy -> Stream.of("text/event-stream", "application/x-ndjson")
                        .flatMap(type ->
                                Stream.of("identity", "gzip").map(coding -> Arguments.of(proxy, type, coding))));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void an_answer_arrives_while_others_are_awaited(FrontProxy proxy, String type, String coding) throws Exception {
        int port = RealServer.freePort();
        try (RealServer running =
                        proxy.startDocumented(folder, port, site.address().getPort());
                HttpClient http = FrontProxy.trusting(folder).build();
                InputStream body = called(http, port, type, coding)) {
            assertThat(running).isNotNull();
            assertThat(readUntil("\"id\":\"7\"", body)).doesNotContain("\"id\":\"8\"");
            seen.countDown();
            readUntil("\"id\":\"8\"", body);
        }
    }

    /** Reads no byte more than that, since a reader of text would wait for the next ones. */
    private static String readUntil(String end, InputStream body) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = body.read();
            assertThat(next).as("the body ended: %s", read).isNotNegative();
            read.append((char) next);
        }
        return read.toString();
    }

    private static InputStream called(HttpClient http, int port, String type, String coding)
            throws IOException, InterruptedException {
        URI uri = URI.create("https://localhost:%s/rollcall/api/roll-calls?ids=7,8&deadline=PT20S".formatted(port));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", type)
                .header("Accept-Encoding", coding)
                .build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        boolean isCompressed = response.headers().firstValue("Content-Encoding").isPresent();
        return isCompressed ? new GZIPInputStream(response.body()) : response.body();
    }
}
