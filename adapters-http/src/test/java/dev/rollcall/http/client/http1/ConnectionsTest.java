package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import dev.rollcall.http.client.response.Responses;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
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
final class ConnectionsTest {
    private static final String OK = "HTTP/1.1 200 OK⏎Content-Length: 2⏎⏎{}";
    private static final long HASTE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Peer peer = new Peer();
    private final Client client = new Client(peer.uri(), Map.of("Accept", "text/plain"));

    @AfterEach
    void close() throws IOException {
        client.close();
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

    /** Returns the status and the body. */
    private String get(long deadline) throws IOException, InterruptedException {
        return text(client.get(peer.uri(), deadline));
    }

    private static String text(RemoteResponse response) {
        return response.status() + Responses.text(response.sent());
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
                .isEqualTo("GET /users/7 HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nAccept: text/plain\r\n\r\n"
                        .formatted(remote.port()));
    }

    @Test
    void a_target_without_a_path_begins_with_a_slash() throws Exception {
        var request = new CompletableFuture<String>();
        Peer remote = peer(visitor -> {
            request.complete(visitor.request());
            visitor.send(OK);
        });
        client.get("http://127.0.0.1:%s?id=7".formatted(remote.port()), patience());
        assertThat(request.get()).startsWith("GET /?id=7 HTTP/1.1\r\n");
    }

    @Test
    void a_field_that_would_break_the_head_is_refused_and_its_value_not_shown() {
        Origin origin = Origin.of(URI.create("http://h/"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestHead(origin, Map.of("Authorization", "Bearer secret\r\nA: b")))
                .withMessage("request field has invalid characters: Authorization");
        assertThatIllegalArgumentException().isThrownBy(() -> new RequestHead(origin, Map.of("A: b", "c")));
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
    void a_connection_is_used_again_though_the_body_came_late() throws Exception {
        Peer remote = peer(visitor -> {
            while (visitor.request() != null) {
                visitor.send("HTTP/1.1 404 Not Found⏎Content-Length: 100⏎⏎");
                visitor.send("x".repeat(100));
            }
        });
        for (int i = 0; i < 100; i++) {
            assertThat(get(patience())).startsWith("404xxx");
        }
        assertThat(remote.connections()).isEqualTo(1);
    }

    @Test
    void a_long_body_is_not_waited_for_if_the_status_says_it_all() throws Exception {
        var gone = new CountDownLatch(1);
        peer(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 404 Not Found⏎Content-Length: 1000000⏎⏎");
            visitor.awaitGone();
            gone.countDown();
        });
        assertThat(get(patience())).isEqualTo("404");
        gone.await();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found⏎Content-Length: 100⏎⏎",
                "HTTP/1.1 404 Not Found⏎Transfer-Encoding: chunked⏎⏎1",
                "HTTP/1.1 404 Not Found⏎⏎",
            })
    void a_status_that_says_it_all_counts_at_the_deadline_though_its_body_stalls(String response) throws Exception {
        var gone = new CountDownLatch(1);
        peer(visitor -> {
            visitor.request();
            visitor.send(response);
            visitor.awaitGone();
            gone.countDown();
        });
        assertThat(get(in(HASTE))).isEqualTo("404");
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
                "HTTP/1.1 421 Misdirected Request⏎Content-Length: 2⏎⏎{}",
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
            assertThat(get(patience())).containsPattern("^(20|421)");
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

    @Test
    void a_connection_is_sure_only_if_it_was_looked_at_when_it_had_rested() throws Exception {
        var looked = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        peer(visitor -> {
            visitor.request();
            visitor.send(OK);
            if (visitor.number() == 1) {
                looked.await();
                visitor.send("HTTP/1.1 404 Not Found⏎Content-Length: 0⏎⏎");
                sent.countDown();
            }
            answerAll(visitor, OK);
        });
        Origin origin = Origin.of(URI.create(peer.uri()));
        try (var pool = new ConnectionPool(Client.route(new Endpoint(origin)), 16);
                Connections connections = pool.take()) {
            var get = new Client.Get(new RequestHead(origin, Map.of()).get(peer.uri()));
            assertThat(status(connections, get)).isEqualTo(200);
            connections.await(System.nanoTime());
            looked.countDown();
            sent.await();
            Thread.sleep(Duration.ofNanos(Connection.SURE_REST));
            assertThat(status(connections, get)).isEqualTo(200);
        }
    }

    private static int status(Connections connections, Exchange exchange) throws InterruptedException {
        connections.send(exchange);
        Outcome outcome = connections.next(patience());
        while (outcome == null) {
            connections.await(patience());
            outcome = connections.next(patience());
        }
        return outcome instanceof Outcome.Received received
                ? received.response().status()
                : 0;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.9⏎",
                "HTTP/1.1 200 OK↓Content-Length: 2↓↓{}",
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎Content-Length: 3⏎⏎{}",
                "HTTP/1.1 200 OK⏎Content-Length: 2⏎Transfer-Encoding: chunked⏎⏎2⏎{}⏎0⏎⏎",
                "HTTP/1.1 200 OK⏎Transfer-Encoding: chunked⏎⏎2 x⏎{}⏎0⏎⏎",
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
    void closing_closes_idle_connections_at_once() throws Exception {
        var gone = new CountDownLatch(1);
        peer(visitor -> {
            answerAll(visitor, OK);
            gone.countDown();
        });
        assertThat(get(patience())).isEqualTo("200{}");
        client.close();
        gone.await();
    }

    @Test
    void after_closing_a_connection_is_closed_behind_its_response() throws Exception {
        var gone = new CountDownLatch(1);
        peer(visitor -> {
            answerAll(visitor, OK);
            gone.countDown();
        });
        client.close();
        assertThat(get(patience())).isEqualTo("200{}");
        gone.await();
    }

    private void endsAtTheDeadline() {
        long deadline = in(HASTE);
        assertThatThrownBy(() -> get(deadline)).isInstanceOf(HttpTimeoutException.class);
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
                var crowded = new Client("http://127.0.0.1:" + full.getLocalPort(), Map.of())) {
            IntStream.range(0, 8).forEach(i -> crowd.add(connecting(full)));
            long deadline = in(HASTE);
            assertThatThrownBy(() -> crowded.get("http://127.0.0.1:%s/".formatted(full.getLocalPort()), deadline))
                    .isInstanceOf(HttpTimeoutException.class);
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

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupt_frees_the_connection(boolean virtual) throws Exception {
        var begun = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        peer(visitor -> {
            visitor.request();
            begun.countDown();
            visitor.awaitGone();
            gone.countDown();
        });
        var outcome = new CompletableFuture<String>();
        Thread thread = (virtual ? Thread.ofVirtual() : Thread.ofPlatform()).start(() -> {
            try {
                outcome.complete(get(patience()));
            } catch (IOException | InterruptedException e) {
                outcome.completeExceptionally(e);
            }
        });
        begun.await();
        thread.interrupt();
        gone.await();
        assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void a_name_is_looked_up_and_its_addresses_are_tried_in_turn() throws Exception {
        peer(visitor -> answerAll(visitor, OK));
        String uri = "http://localhost:%s/".formatted(peer.port());
        try (var named = new Client(uri, Map.of())) {
            assertThat(text(named.get(uri, patience()))).isEqualTo("200{}");
        }
    }

    @Test
    void an_ipv6_address_may_have_a_zone_of_which_the_remote_hears_nothing() throws Exception {
        var request = new CompletableFuture<String>();
        String loopback = NetworkInterface.getByInetAddress(InetAddress.ofLiteral("127.0.0.1"))
                .getName();
        // needs a machine with IPv6
        try (var remote = new Peer(new ServerSocket(0, 50, InetAddress.ofLiteral("::1"))).follow(visitor -> {
            request.complete(visitor.request());
            visitor.send(OK);
        })) {
            String uri = "http://[::1%%25%s]:%s/users/7".formatted(loopback, remote.port());
            try (var zoned = new Client(uri, Map.of())) {
                assertThat(text(zoned.get(uri, patience()))).isEqualTo("200{}");
            }
            assertThat(request.get())
                    .isEqualTo("GET /users/7 HTTP/1.1\r\nHost: [::1]:%s\r\n\r\n".formatted(remote.port()));
        }
    }

    @Test
    void a_name_that_is_unknown_is_a_failure() throws Exception {
        String uri = "http://unknown.invalid/";
        try (var named = new Client(uri, Map.of())) {
            assertThatThrownBy(() -> named.get(uri, patience())).isInstanceOf(UnknownHostException.class);
        }
    }

    @Test
    void a_port_where_nobody_listens_is_a_failure() throws Exception {
        int port;
        try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        String uri = "http://127.0.0.1:%s/".formatted(port);
        try (var lonely = new Client(uri, Map.of())) {
            assertThatThrownBy(() -> lonely.get(uri, patience())).isInstanceOf(ConnectException.class);
        }
    }
}
