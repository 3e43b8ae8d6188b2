package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HeartbeatTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now = Long.MAX_VALUE; // times may overflow
    private final Heartbeat heartbeat = new Heartbeat(out, () -> now);

    private String after(Duration time) throws IOException {
        now += time.toNanos();
        out.reset();
        heartbeat.beat();
        return out.toString(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Test
    void a_comment_is_sent_every_fifteen_seconds() throws IOException {
        assertThat(after(Duration.ofSeconds(14))).isEmpty();
        assertThat(after(Duration.ofSeconds(1))).isEqualTo(":\n\n");
        assertThat(after(Duration.ofSeconds(14))).isEmpty();
        assertThat(after(Duration.ofSeconds(60))).isEqualTo(":\n\n");
    }
}
