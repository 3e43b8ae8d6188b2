package dev.rollcall.http.server.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PeerTest {
    /** What the client sends; empty for its end. */
    private final LinkedBlockingQueue<Optional<String>> sent = new LinkedBlockingQueue<>();

    private final Peer peer = new Peer(connection(), new MemoryBudget(1000));

    private ConnectionContext connection() {
        ConnectionContext connection = mock(ConnectionContext.class);
        when(connection.dataReader()).thenReturn(DataReader.create(this::receive));
        return connection;
    }

    private byte @Nullable [] receive() {
        try {
            return sent.take().map(text -> text.getBytes(US_ASCII)).orElse(null);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String next() {
        byte[] bytes = peer.next();
        return bytes == null ? "end" : new String(bytes, US_ASCII);
    }

    @Test
    void what_was_read_ahead_comes_before_what_follows() {
        peer.ensureConnected();
        sent.add(Optional.of("a"));
        sent.add(Optional.of("b"));
        assertThat(next()).isEqualTo("a");
        assertThat(next()).isEqualTo("b");
    }

    @Test
    void to_look_does_not_wait_and_loses_nothing_however_often() {
        for (int i = 0; i < 100; i++) {
            peer.ensureConnected();
        }
        sent.add(Optional.of("a"));
        for (int i = 0; i < 100; i++) {
            peer.ensureConnected();
        }
        sent.add(Optional.of("b"));
        assertThat(next() + next()).isEqualTo("ab");
    }

    @Test
    void a_disconnect_is_detected_sooner_or_later() {
        sent.add(Optional.empty());
        assertThatThrownBy(() -> {
                    while (true) {
                        peer.ensureConnected();
                    }
                })
                .isInstanceOf(CloseConnectionException.class)
                .hasMessageContaining("disconnected");
        assertThat(next()).isEqualTo("end");
    }

    @Test
    void a_pause_lasts_for_its_time_while_the_client_stays() throws Exception {
        long begin = System.nanoTime();
        peer.pause(Duration.ofMillis(20));
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void a_pause_ends_when_the_client_leaves() {
        sent.add(Optional.empty());
        assertThatThrownBy(() -> peer.pause(Duration.ofDays(1)))
                .isInstanceOf(CloseConnectionException.class)
                .hasMessageContaining("disconnected");
    }

    @Test
    void a_pause_ends_when_the_server_is_to_stop() {
        peer.hurry();
        assertThatThrownBy(() -> peer.pause(Duration.ofDays(1)))
                .isInstanceOf(CloseConnectionException.class)
                .hasMessageContaining("stopping");
    }

    @Test
    void who_left_while_all_was_read_is_known_to_have() {
        sent.add(Optional.of("a"));
        sent.add(Optional.empty());
        assertThat(next()).isEqualTo("a");
        assertThatThrownBy(this::next).isInstanceOf(CloseConnectionException.class);
        assertThatThrownBy(peer::ensureConnected).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void who_waits_for_what_is_read_ahead_can_be_interrupted() {
        peer.ensureConnected();
        Thread.currentThread().interrupt();
        assertThatThrownBy(peer::next).isInstanceOf(CloseConnectionException.class);
        assertThat(Thread.interrupted()).isTrue();
        sent.add(Optional.empty());
    }
}
