package dev.rollcall.http.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OutgoingTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final CountDownLatch cut = new CountDownLatch(1);

    /** A client that reads nothing. */
    private final class Stuck extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            try {
                assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private Outgoing outgoing(OutputStream out) {
        return new Outgoing(out, PATIENCE, cut::countDown);
    }

    @Test
    void a_write_that_waits_too_long_is_cut() throws IOException {
        Outgoing out = outgoing(new Stuck());
        out.write(1);
        assertThat(cut.getCount()).isZero();
        out.end();
    }

    @Test
    void short_writes_are_not_cut_however_long_they_go_on() throws Exception {
        Outgoing out = outgoing(OutputStream.nullOutputStream());
        long end = System.nanoTime() + 4 * PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            out.write(1);
        }
        assertThat(cut.await(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
        out.end();
    }

    @Test
    void what_has_ended_is_not_cut() throws Exception {
        Outgoing out = outgoing(OutputStream.nullOutputStream());
        out.write(1);
        out.end();
        assertThat(cut.await(4 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void it_has_begun_when_something_was_written() throws IOException {
        Outgoing out = outgoing(new ByteArrayOutputStream());
        out.flush();
        assertThat(out.isBegun()).isFalse();
        out.write(new byte[] {1}, 0, 1);
        assertThat(out.isBegun()).isTrue();
        out.end();
    }
}
