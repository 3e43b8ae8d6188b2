package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of roll calls that never end, on a site with a write timeout of 300 ms. */
@Timeout(60)
final class SlowReaderTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Answer ANSWER = new Answer.Absent(new UserId("x".repeat(100)), Attempts.NONE);

    /** Counted down when the roll call of one id ends. */
    private final CountDownLatch cut = new CountDownLatch(1);

    private final ServedSite site = new ServedSite(
            (roster, policy, listener) -> endless(roster, listener), Duration.ofSeconds(30), PATIENCE, 1000);

    @AfterEach
    void close() {
        site.close();
    }

    private RollCall endless(Roster roster, CallListener listener) {
        try {
            while (true) {
                listener.answered(ANSWER);
            }
        } finally {
            if (roster.size() == 1) {
                cut.countDown();
            }
        }
    }

    /** Requests a stream without reading it. */
    private BareClient stream(int count) {
        return new BareClient(site, 2048).get("/api/roll-calls?count=" + count, "text/event-stream");
    }

    @Test
    void a_stream_whose_client_reads_nothing_is_cut() throws Exception {
        try (BareClient idle = stream(1)) {
            assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(idle.readUntil("data:")).contains("200 OK");
        }
    }

    @Test
    void a_stream_whose_client_reads_goes_on() throws Exception {
        try (BareClient idle = stream(1);
                BareClient reader = stream(2)) {
            while (!cut.await(1, TimeUnit.MILLISECONDS)) {
                reader.read(64 * 1024);
            }
            assertThat(reader.read(6_400_000)).contains("event: answer");
            assertThat(idle.readUntil("data:")).contains("200 OK");
        }
    }
}
