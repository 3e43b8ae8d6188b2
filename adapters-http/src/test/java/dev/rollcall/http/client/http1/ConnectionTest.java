package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.http1.Connection.Progress;
import dev.rollcall.http.client.response.BodyMemory;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import dev.rollcall.http.client.response.Responses;
import dev.rollcall.http.client.transport.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ConnectionTest {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);
    private static final int LARGE = 100_000;

    private final long before = System.nanoTime();
    private final BodyMemory memory = new BodyMemory(1, 1 << 20);
    private final Wired wired = new Wired(memory);
    private final CountDownLatch more = new CountDownLatch(1);

    @AfterEach
    void close() throws IOException {
        more.countDown();
        wired.close();
    }

    /** Answers the first request with this, and sends more when it is released. */
    private void answer(String response, String later) {
        wired.peer.follow(visitor -> {
            visitor.request();
            visitor.send(response);
            more.await();
            visitor.send(later);
        });
    }

    private void answerAll(String response) {
        wired.peer.follow(visitor -> {
            while (visitor.request() != null) {
                visitor.send(response);
            }
        });
    }

    private Connection asked() throws IOException {
        Connection connection = wired.open();
        connection.begin(Wired.get());
        return connection;
    }

    @Test
    void it_is_open_before_its_first_exchange_and_rests_behind_each() throws IOException {
        answerAll("HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}");
        Connection connection = wired.open();
        assertThat(connection.isOpen()).isTrue();
        for (int i = 0; i < 3; i++) {
            Exchange exchange = Wired.get();
            connection.begin(exchange);
            assertThat(connection.exchange()).isSameAs(exchange);
            assertThat(wired.goOn(connection)).isEqualTo(Progress.RESTING);
            RemoteResponse response = connection.take();
            assertThat(Responses.text(response.sent())).isEqualTo("{}");
            assertThat(connection.exchange()).isNull();
        }
        assertThat(wired.peer.connections()).isEqualTo(1);
    }

    @Test
    void an_exchange_is_told_when_its_request_leaves() throws IOException {
        var sent = new CompletableFuture<Boolean>();
        wired.open().begin(new Exchange() {
            @Override
            public byte[] request() {
                return new byte[0];
            }

            @Override
            public void sent() {
                sent.complete(true);
            }
        });
        assertThat(sent).isCompletedWithValue(true);
    }

    @Test
    void an_address_that_nobody_listens_on_refuses_it_and_it_is_closed() throws IOException {
        Connection connection = wired.create("127.0.0.3");
        assertThatThrownBy(() -> {
                    connection.connect();
                    wired.goOn(connection);
                })
                .isInstanceOf(ConnectException.class);
        assertThat(connection.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}x",
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎Connection: close⏎⏎{}",
                "HTTP/1.0 200 OK⏎Content-Length: 2⏎⏎{}",
            })
    void it_is_closed_behind_a_response_that_does_not_leave_it_clean(String response) throws IOException {
        answer(response, "");
        Connection connection = asked();
        assertThat(wired.goOn(connection)).isEqualTo(Progress.CLOSED);
        assertThat(connection.isClosed()).isTrue();
        assertThat(Responses.text(connection.take().sent())).isEqualTo("{}");
    }

    @Test
    void a_response_that_ends_with_the_connection_is_whole() throws IOException {
        more.countDown();
        answer("HTTP/1.1 200 OK⏎⏎{", "}");
        Connection connection = asked();
        assertThat(wired.goOn(connection)).isEqualTo(Progress.CLOSED);
        assertThat(Responses.text(connection.take().sent())).isEqualTo("{}");
    }

    @Test
    void a_response_that_is_cut_off_or_malformed_closes_it() throws IOException {
        more.countDown();
        answer("HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{", "");
        Connection cut = asked();
        assertThatThrownBy(() -> wired.goOn(cut)).isInstanceOf(EOFException.class);
        assertThat(cut.isClosed()).isTrue();
        answer("SSH-2.0⏎", "");
        Connection malformed = asked();
        assertThatThrownBy(() -> wired.goOn(malformed)).isInstanceOf(Malformed.class);
        assertThat(malformed.isClosed()).isTrue();
    }

    @Test
    void the_end_of_one_that_rests_is_an_error_and_closes_it() throws IOException {
        answer(Wired.NOBODY, "");
        Connection connection = wired.rested();
        more.countDown();
        assertThatThrownBy(() -> wired.goOn(connection)).hasMessage("the remote closed an idle connection");
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void what_comes_while_it_rests_is_nobodys_and_closes_it() throws IOException {
        answer(Wired.NOBODY, Wired.NOBODY);
        Connection connection = wired.rested();
        more.countDown();
        assertThat(wired.goOn(connection)).isEqualTo(Progress.CLOSED);
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.exchange()).isNull();
    }

    @Test
    void it_is_quiet_while_nothing_comes_and_not_when_something_has() throws IOException {
        answer(Wired.NOBODY, "x");
        Connection connection = wired.rested();
        assertThat(connection.isQuiet(0, before, wired.buffer)).isTrue();
        more.countDown();
        wired.awaitSomething(connection);
        assertThat(connection.isQuiet(0, before, wired.buffer)).isFalse();
    }

    @Test
    void it_is_not_quiet_when_the_remote_has_closed_it() throws IOException {
        answer(Wired.NOBODY, "");
        Connection connection = wired.rested();
        more.countDown();
        wired.awaitSomething(connection);
        assertThat(connection.isQuiet(0, before, wired.buffer)).isFalse();
    }

    @Test
    void what_was_seen_too_early_is_looked_at_again_when_it_can_be_sure_by_now() throws IOException {
        answer(Wired.NOBODY, "x");
        Connection connection = wired.rested();
        long justRested = System.nanoTime();
        more.countDown();
        wired.awaitSomething(connection);
        Wired.awaitRest(connection);
        assertThat(connection.isQuiet(0, justRested, wired.buffer)).isFalse();
    }

    @Test
    void an_exchange_is_hurried_that_begins_before_the_connection_was_seen_to_rest() throws IOException {
        answerAll(Wired.NOBODY);
        Connection connection = asked();
        assertThat(connection.isHurried()).isFalse();
        wired.goOn(connection);
        connection.take();
        connection.begin(Wired.get());
        assertThat(connection.isHurried()).isTrue();
        wired.goOn(connection);
        connection.take();
        Wired.awaitRest(connection);
        assertThat(connection.isQuiet(0, before, wired.buffer)).isTrue();
        connection.begin(Wired.get());
        assertThat(connection.isHurried()).isFalse();
    }

    @Test
    void rest_that_was_doubted_does_not_count() throws IOException {
        answerAll(Wired.NOBODY);
        Connection connection = wired.rested();
        Wired.awaitRest(connection);
        connection.restAgain();
        assertThat(connection.hasRested(DAY)).isFalse();
        assertThat(connection.isQuiet(0, before, wired.buffer)).isTrue();
        connection.restAgain();
        connection.begin(Wired.get());
        assertThat(connection.isHurried()).isTrue();
    }

    @Test
    void one_that_was_never_used_has_rested_for_as_long_as_anybody_wants() throws IOException {
        answerAll(Wired.NOBODY);
        assertThat(wired.open().hasRested(DAY)).isTrue();
        assertThat(wired.rested().hasRested(DAY)).isFalse();
    }

    @Test
    void one_may_be_stale_that_was_used_before_and_says_nothing() throws IOException {
        wired.peer.follow(visitor -> {
            visitor.request();
            visitor.send(Wired.NOBODY);
            visitor.request();
        });
        Connection connection = asked();
        assertThat(connection.mayBeStale()).isFalse();
        wired.goOn(connection);
        connection.take();
        connection.begin(Wired.get());
        assertThatThrownBy(() -> wired.goOn(connection)).isInstanceOf(EOFException.class);
        assertThat(connection.mayBeStale()).isTrue();
    }

    @Test
    void one_that_said_a_single_byte_is_not_stale() throws IOException {
        wired.peer.follow(visitor -> {
            visitor.request();
            visitor.send(Wired.NOBODY);
            visitor.request();
            visitor.send("H");
        });
        Connection connection = wired.rested();
        connection.begin(Wired.get());
        assertThatThrownBy(() -> wired.goOn(connection)).isInstanceOf(EOFException.class);
        assertThat(connection.mayBeStale()).isFalse();
    }

    @Test
    void it_is_decided_when_the_status_says_it_all_and_not_before_nor_without_an_exchange() throws IOException {
        answer("HTTP/1.1 404 Not Found⏎Content-Length: 10⏎⏎", "0123456789");
        Connection connection = asked();
        assertThat(connection.isDecided()).isFalse();
        while (!connection.isDecided()) {
            wired.awaitSomething(connection);
            assertThat(connection.advance(wired.buffer)).isEqualTo(Progress.WAITING);
        }
        more.countDown();
        assertThat(wired.goOn(connection)).isEqualTo(Progress.RESTING);
        assertThat(connection.take().status()).isEqualTo(404);
        assertThat(connection.isDecided()).isFalse();
    }

    private void answerLarge() {
        answerAll("HTTP/1.1 200 OK⏎Content-Length: %s⏎⏎%s".formatted(LARGE, "x".repeat(LARGE)));
    }

    @Test
    void a_large_response_starves_until_there_is_memory_and_yields_its_place_once() throws IOException {
        answerLarge();
        assertThat(memory.take()).isTrue();
        Connection connection = asked();
        assertThat(wired.goOn(connection)).isEqualTo(Progress.STARVED);
        assertThat(connection.advance(wired.buffer)).isEqualTo(Progress.STARVED);
        memory.give();
        assertThat(wired.goOn(connection)).isEqualTo(Progress.RESTING);
        assertThat(memory.take()).isFalse();
        assertThat(connection.yieldsPermit()).isTrue();
        assertThat(connection.yieldsPermit()).isFalse();
        assertThat(connection.take().sent().remaining()).isEqualTo(LARGE);
    }

    @Test
    void one_that_is_closed_gives_its_place_in_the_memory_back_and_once() throws IOException {
        answerLarge();
        Connection connection = asked();
        assertThat(wired.goOn(connection)).isEqualTo(Progress.RESTING);
        assertThat(memory.take()).isFalse();
        connection.close();
        connection.close();
        assertThat(memory.take()).isTrue();
        assertThat(memory.take()).isFalse();
    }

    @Test
    void one_that_starved_and_is_closed_has_no_place_to_give_back() throws IOException {
        answerLarge();
        assertThat(memory.take()).isTrue();
        Connection connection = asked();
        assertThat(wired.goOn(connection)).isEqualTo(Progress.STARVED);
        connection.close();
        assertThat(memory.take()).isFalse();
    }

    @Test
    void it_waits_for_its_turn_once() throws IOException {
        Connection connection = wired.create("127.0.0.1");
        assertThat(connection.queue(false)).isFalse();
        assertThat(connection.queue(true)).isTrue();
        assertThat(connection.queue(true)).isFalse();
        assertThat(connection.queue(false)).isTrue();
    }

    @Test
    void one_that_was_closed_is_closed_for_good() throws IOException {
        Connection connection = wired.open();
        connection.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        connection.listen();
        assertThatThrownBy(() -> connection.begin(Wired.get())).isInstanceOf(IOException.class);
    }

    @Test
    void a_handshake_that_fails_in_any_way_is_a_broken_connection() throws IOException {
        try (var selector = Selector.open();
                var channel = SocketChannel.open()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wired.peer.port());
            var connection = new Connection(channel, new Stubborn(), selector, address, memory);
            connection.connect();
            Progress progress = connection.advance(wired.buffer);
            while (progress == Progress.WAITING) {
                progress = connection.advance(wired.buffer);
            }
            assertThat(progress).isEqualTo(Progress.HANDSHAKING);
            assertThat(connection.hasShakenHands()).isFalse();
            connection.handshake();
            assertThat(connection.hasShakenHands()).isTrue();
            assertThatThrownBy(() -> connection.advance(wired.buffer))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the handshake failed")
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    /** A transport whose handshake fails. */
    private static final class Stubborn implements Transport {
        @Override
        public void establish() {
            throw new IllegalStateException("no");
        }

        @Override
        public boolean isEstablished() {
            return false;
        }

        @Override
        public void write(ByteBuffer bytes) {}

        @Override
        public boolean isWaitingToWrite() {
            return false;
        }

        @Override
        public int read(ByteBuffer target) {
            return 0;
        }

        @Override
        public boolean isDrained() {
            return true;
        }
    }
}
