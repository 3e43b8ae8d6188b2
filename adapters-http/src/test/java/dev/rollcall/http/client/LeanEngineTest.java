package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class LeanEngineTest {
    private static final String OK = "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}";
    private static final long HASTE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Peer peer = new Peer();
    private final LeanEngine engine = new LeanEngine(Origin.of(URI.create(peer.uri())), Map.of("Accept", "text/plain"));

    @AfterEach
    void close() throws IOException {
        engine.close();
        peer.close();
    }

    private Peer peer(Peer.Script script) {
        peer.follow(script);
        return peer;
    }

    private static long in(long nanos) {
        return System.nanoTime() + nanos;
    }

    private static long patience() {
        return in(TimeUnit.SECONDS.toNanos(30));
    }

    private Exchange send(long deadline) throws IOException {
        return engine.send(peer.uri(), deadline);
    }

    /** Returns the status and the body. */
    private String get(long deadline) throws IOException {
        try (Response response = send(deadline).receive()) {
            return response.status() + new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void answerAll(Peer.Visitor visitor, String response) throws IOException {
        while (visitor.request() != null) {
            visitor.send(response);
        }
    }

    @Test
    void a_request_is_a_get_with_the_host_and_the_given_fields() throws Exception {
        var request = new CompletableFuture<String>();
        Peer remote = peer(visitor -> {
            request.complete(visitor.request());
            visitor.send(OK);
        });
        assertThat(get(patience())).isEqualTo("200{}");
        assertThat(request.get())
                .isEqualTo("GET /users/7 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/plain\r\n\r\n"
                        .formatted(remote.port()));
    }

    @Test
    void a_target_without_a_path_begins_with_a_slash() throws Exception {
        var request = new CompletableFuture<String>();
        Peer remote = peer(visitor -> {
            request.complete(visitor.request());
            visitor.send(OK);
        });
        engine.send("http://127.0.0.1:%d?id=7".formatted(remote.port()), patience())
                .receive()
                .close();
        assertThat(request.get()).startsWith("GET /?id=7 HTTP/1.1\r\n");
    }

    @Test
    void a_field_that_would_break_the_head_is_refused_and_its_value_not_shown() {
        Origin origin = Origin.of(URI.create("http://h/"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeanEngine(origin, Map.of("Authorization", "Bearer secret\r\nA: b")))
                .withMessage("request field has characters that it must not have: Authorization");
        assertThatIllegalArgumentException().isThrownBy(() -> new LeanEngine(origin, Map.of("A: b", "c")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}",
                "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2⏎{}⏎0⏎⏎",
                "HTTP/1.1 103 Early Hints⏎⏎HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}",
            })
    void a_connection_is_used_again_behind_a_whole_response(String response) throws Exception {
        Peer remote = peer(visitor -> answerAll(visitor, response));
        for (int i = 0; i < 100; i++) {
            assertThat(get(patience())).isEqualTo("200{}");
        }
        assertThat(remote.connections()).isEqualTo(1);
    }

    @Test
    void a_connection_is_used_again_though_the_body_came_late_and_nobody_read_it() throws Exception {
        Peer remote = peer(visitor -> {
            while (visitor.request() != null) {
                visitor.send("HTTP/1.1 404 Not Found⏎Content-Length: 100⏎⏎");
                visitor.send("x".repeat(100));
            }
        });
        for (int i = 0; i < 100; i++) {
            send(patience()).receive().close();
        }
        assertThat(remote.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found⏎Content-Length: 100⏎⏎",
                "HTTP/1.1 404 Not Found⏎Content-Length: 1000000⏎⏎",
                "HTTP/1.1 404 Not Found⏎Transfer-Encoding: chunked⏎⏎1",
                "HTTP/1.1 404 Not Found⏎⏎",
            })
    void a_body_that_nobody_reads_and_that_does_not_come_is_not_waited_for(String response) throws Exception {
        var gone = new CountDownLatch(1);
        peer(visitor -> {
            visitor.request();
            visitor.send(response);
            visitor.awaitGone();
            gone.countDown();
        });
        long began = System.nanoTime();
        send(patience()).receive().close();
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(2));
        gone.await();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎Connection: close⏎⏎{}",
                "HTTP/1.0 200 OK⏎Content-Length: 2⏎⏎{}",
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}x",
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}⏎",
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎",
                "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2⏎{}⏎0⏎⏎HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎",
                "HTTP/1.1 204 No Content⏎Content-Length: 2⏎⏎{}",
            })
    void a_connection_is_closed_behind_a_response_that_does_not_leave_it_clean(String response) throws Exception {
        var gone = new CountDownLatch(3);
        Peer remote = peer(visitor -> {
            visitor.request();
            visitor.send(response);
            visitor.awaitGone();
            gone.countDown();
        });
        for (int i = 0; i < 3; i++) {
            assertThat(get(patience())).startsWith("20");
        }
        gone.await();
        assertThat(remote.connections()).isEqualTo(3);
    }

    @Test
    void a_response_that_nobody_asked_for_is_not_taken_for_the_answer_to_a_later_request() throws Exception {
        var idle = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        Peer remote = peer(visitor -> {
            visitor.request();
            visitor.send(OK);
            if (visitor.number() == 1) {
                idle.await();
                visitor.send("HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎");
                sent.countDown();
            }
            answerAll(visitor, OK);
        });
        assertThat(get(patience())).isEqualTo("200{}");
        idle.countDown();
        sent.await();
        assertThat(get(patience())).isEqualTo("200{}");
        assertThat(remote.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.9⏎",
                "HTTP/1.1 200 OK↓Content-Length: 2↓↓{}",
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎Content-Length: 3⏎⏎{}",
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎Transfer-Encoding: chunked⏎⏎2⏎{}⏎0⏎⏎",
                "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2 ⏎{}⏎0⏎⏎",
                "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2⏎{}x⏎0⏎⏎",
                "HTTP/1.1 101 Switching Protocols⏎⏎",
            })
    void a_malformed_response_closes_the_connection_at_once(String response) throws Exception {
        var gone = new CountDownLatch(1);
        Peer remote = peer(visitor -> {
            visitor.request();
            visitor.send(response);
            visitor.awaitGone();
            gone.countDown();
        });
        assertThatThrownBy(() -> get(patience())).isInstanceOf(Malformed.class);
        gone.await();
        assertThat(remote.requests()).isEqualTo(1);
    }

    @Test
    void a_stale_connection_is_replaced_once() throws Exception {
        Peer remote = peer(visitor -> {
            if (visitor.number() == 1) {
                visitor.request();
                visitor.send(OK);
            }
            visitor.request();
        });
        assertThat(get(patience())).isEqualTo("200{}");
        assertThatThrownBy(() -> get(patience())).isInstanceOf(EOFException.class);
        assertThat(remote.requests()).isEqualTo(3);
        assertThat(remote.connections()).isEqualTo(2);
    }

    @Test
    void a_fresh_connection_that_fails_is_not_replaced() throws Exception {
        Peer remote = peer(Peer.Visitor::request);
        assertThatThrownBy(() -> get(patience())).isInstanceOf(EOFException.class);
        assertThat(remote.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"H", "HTTP/1.1 200 OK⏎", "HTTP/1.1 102 Processing⏎⏎", "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{"})
    void a_response_that_breaks_off_is_a_failure_and_not_asked_for_again(String start) throws Exception {
        Peer remote = peer(visitor -> {
            visitor.request();
            visitor.send(OK);
            visitor.request();
            visitor.send(start);
        });
        assertThat(get(patience())).isEqualTo("200{}");
        assertThatThrownBy(() -> get(patience())).isInstanceOf(EOFException.class);
        assertThat(remote.requests()).isEqualTo(2);
    }

    @Test
    void one_thread_can_have_several_requests_on_their_way() throws Exception {
        var all = new CountDownLatch(16);
        Peer remote = peer(visitor -> {
            visitor.request();
            all.countDown();
            all.await();
            visitor.send("HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎%02d".formatted(visitor.number()));
        });
        List<Exchange> window = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            window.add(send(patience()));
        }
        List<String> bodies = new ArrayList<>();
        for (Exchange exchange : window) {
            try (Response response = exchange.receive()) {
                bodies.add(new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(bodies).doesNotHaveDuplicates().hasSize(16);
        assertThat(remote.connections()).isEqualTo(16);
    }

    @Test
    void a_cancelled_request_frees_its_connection() throws Exception {
        var gone = new CountDownLatch(1);
        peer(visitor -> {
            visitor.awaitGone();
            gone.countDown();
        });
        send(patience()).cancel();
        gone.await();
    }

    @Test
    void closing_closes_idle_connections_at_once_and_busy_ones_when_they_are_done() throws Exception {
        var gone = new CountDownLatch(2);
        peer(visitor -> {
            answerAll(visitor, OK);
            gone.countDown();
        });
        Exchange busy = send(patience());
        assertThat(get(patience())).isEqualTo("200{}");
        engine.close();
        try (Response response = busy.receive()) {
            assertThat(response.body().readAllBytes()).hasSize(2);
        }
        gone.await();
    }

    private void endsAtTheDeadline() {
        long deadline = in(HASTE);
        assertThatThrownBy(() -> get(deadline)).isInstanceOf(IOException.class).isNotInstanceOf(Malformed.class);
        assertThat(System.nanoTime() - deadline).isBetween(0L, TimeUnit.SECONDS.toNanos(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "HTTP/1.1 200 OK⏎Content-Le", "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{", "HTTP/1.1 200 OK⏎⏎{}"})
    void a_response_that_stalls_ends_at_the_deadline_and_frees_its_connection(String start) throws Exception {
        var gone = new CountDownLatch(1);
        Peer remote = peer(visitor -> {
            visitor.request();
            visitor.send(start);
            visitor.awaitGone();
            gone.countDown();
        });
        endsAtTheDeadline();
        gone.await();
        assertThat(remote.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK⏎A: ",
                "HTTP/1.1 200 OK⏎Content-Length: 100000⏎⏎",
                "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎1;",
                "HTTP/1.1 200 OK⏎⏎",
            })
    void a_response_that_drips_ends_at_the_deadline(String start) throws Exception {
        peer(visitor -> {
            visitor.request();
            visitor.send(start);
            while (true) {
                visitor.send("x");
                Thread.sleep(5);
            }
        });
        endsAtTheDeadline();
    }

    @Test
    void a_used_connection_that_stalls_is_late_and_not_stale() throws Exception {
        Peer remote = peer(visitor -> {
            visitor.request();
            visitor.send(OK);
            visitor.request();
            visitor.awaitGone();
        });
        assertThat(get(patience())).isEqualTo("200{}");
        endsAtTheDeadline();
        assertThat(remote.requests()).isEqualTo(2);
    }

    @Test
    void connecting_ends_at_the_deadline() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var crowded =
                        new LeanEngine(Origin.of(URI.create("http://127.0.0.1:" + full.getLocalPort())), Map.of())) {
            IntStream.range(0, 8).forEach(i -> crowd.add(connecting(full)));
            long deadline = in(HASTE);
            assertThatThrownBy(() -> crowded.send("http://127.0.0.1:%d/".formatted(full.getLocalPort()), deadline)
                            .receive())
                    .isInstanceOf(IOException.class);
            assertThat(System.nanoTime() - deadline).isBetween(0L, TimeUnit.SECONDS.toNanos(1));
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    private static Socket connecting(ServerSocket full) {
        var socket = new Socket();
        Thread.ofVirtual().start(() -> {
            try {
                socket.connect(full.getLocalSocketAddress());
            } catch (IOException closed) {
                // as it should be
            }
        });
        return socket;
    }

    @Test
    void nothing_is_sent_when_no_time_is_left() {
        Peer remote = peer(visitor -> answerAll(visitor, OK));
        assertThatThrownBy(() -> get(in(-1))).isInstanceOf(IOException.class);
        assertThat(remote.requests()).isZero();
    }

    @Test
    void an_interrupt_of_a_virtual_thread_frees_the_connection() throws Exception {
        var begun = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        peer(visitor -> {
            visitor.request();
            begun.countDown();
            visitor.awaitGone();
            gone.countDown();
        });
        var outcome = new CompletableFuture<String>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(get(patience()));
            } catch (IOException e) {
                outcome.completeExceptionally(e);
            }
        });
        begun.await();
        thread.interrupt();
        gone.await();
        assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }
}
