package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.BodyMemory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PendingConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    /** Addresses of this machine that refuse connections. */
    private static final InetAddress REFUSING = InetAddress.ofLiteral("127.0.0.3");

    private static final InetAddress ALSO_REFUSING = InetAddress.ofLiteral("127.0.0.4");

    private final Peer peer = new Peer();
    private final Pace pace = new Pace(16);
    private final RemoteClock clock = new RemoteClock();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(32 * 1024);
    private Selector selector;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        peer.close();
    }

    private PendingConnections to(Endpoint endpoint, Duration timeout) {
        return new PendingConnections(new Route(endpoint, timeout, false, BodyMemory.ofHeap()), pace, selector, clock);
    }

    private PendingConnections to(Endpoint endpoint) {
        return to(endpoint, PATIENCE);
    }

    private Endpoint at(String scheme, String host, Resolver resolver) {
        Origin origin = Origin.of(URI.create("%s://%s:%s".formatted(scheme, host, peer.port())));
        return new Endpoint(origin, Certificate::context, resolver);
    }

    private Endpoint plain(InetAddress... addresses) {
        return at("http", "127.0.0.1", host -> List.of(addresses));
    }

    private Endpoint secure() {
        return at("https", "127.0.0.1", host -> List.of(LOOPBACK));
    }

    /** Advances all until one is open or none is pending. Returns those that are open. */
    private List<Connection> goOn(PendingConnections pending) throws IOException {
        List<Connection> open = new ArrayList<>();
        while (pending.size() > 0 && open.isEmpty()) {
            List<Connection> ready = new ArrayList<>();
            selector.select(key -> ready.add((Connection) key.attachment()), PATIENCE.toMillis());
            for (Connection next = pending.nextReady(); next != null; next = pending.nextReady()) {
                ready.add(next);
            }
            for (Connection connection : ready) {
                goOn(pending, connection, open);
            }
        }
        return open;
    }

    private void goOn(PendingConnections pending, Connection connection, List<Connection> open) {
        try {
            switch (connection.advance(buffer)) {
                case OPEN -> open.add(connection);
                case HANDSHAKING -> pending.compute(connection);
                default -> {}
            }
        } catch (IOException e) {
            pending.broke(connection, e);
        }
    }

    /** Advances the remote time by so much. */
    private void give(Duration time) {
        long end = clock.now() + time.toNanos();
        while (clock.now() - end < 0) {
            clock.waits(System.nanoTime());
        }
    }

    @Test
    void there_is_one_for_each_who_waits_and_no_more() {
        PendingConnections pending = to(plain(LOOPBACK));
        pending.beginFor(3, 0, false);
        assertThat(pending.size()).isEqualTo(3);
        assertThat(pace.open()).isEqualTo(3);
        pending.beginFor(2, 5, true);
        pending.beginFor(3, 0, true);
        assertThat(pending.size()).isEqualTo(3);
        assertThat(pending.takeFailures()).isEmpty();
    }

    @Test
    void one_that_is_open_is_on_its_way_no_longer_and_is_wanted_once() throws IOException {
        PendingConnections pending = to(plain(LOOPBACK));
        pending.beginFor(1, 0, false);
        Connection open = goOn(pending).getFirst();
        assertThat(pending.opened(open)).isTrue();
        assertThat(pending.size()).isZero();
        assertThat(pending.opened(open)).isFalse();
        assertThat(open.isClosed()).isFalse();
        assertThat(pace.open()).isEqualTo(1);
        assertThat(pace.opening()).isPositive();
    }

    @Test
    void an_address_that_refuses_is_followed_by_the_next_and_is_the_last_from_then_on() throws Exception {
        Endpoint endpoint = at("http", "remote.example", host -> List.of(REFUSING, LOOPBACK));
        var known = new CountDownLatch(1);
        if (endpoint.addresses(known::countDown).isEmpty()) {
            known.await();
        }
        PendingConnections pending = to(endpoint);
        pending.beginFor(1, 0, false);
        Connection open = goOn(pending).getFirst();
        assertThat(pending.opened(open)).isTrue();
        assertThat(open.address().getAddress()).isEqualTo(LOOPBACK);
        assertThat(pending.takeFailures()).isEmpty();
        assertThat(pace.open()).isEqualTo(1);
        assertThat(endpoint.addresses(() -> {}).orElseThrow().getFirst().getAddress())
                .isEqualTo(LOOPBACK);
    }

    @Test
    void there_is_one_failure_when_every_address_refuses_and_it_is_told_once() throws IOException {
        PendingConnections pending = to(plain(REFUSING, ALSO_REFUSING));
        pending.beginFor(1, 0, false);
        assertThat(goOn(pending)).isEmpty();
        assertThat(pending.takeFailures()).singleElement().isInstanceOf(ConnectException.class);
        assertThat(pending.takeFailures()).isEmpty();
        assertThat(pace.open()).isZero();
    }

    @Test
    void after_a_failure_none_is_opened_beside_others_for_fifty_milliseconds() throws IOException {
        PendingConnections pending = to(plain(REFUSING));
        long before = System.nanoTime();
        pending.beginFor(1, 0, false);
        goOn(pending);
        pending.takeFailures();
        while (pending.size() == 0) {
            pending.beginFor(1, 1, true);
        }
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void after_a_failure_one_is_opened_at_once_where_there_is_no_other() throws IOException {
        PendingConnections pending = to(plain(REFUSING));
        for (int i = 0; i < 100; i++) {
            pending.beginFor(1, 0, false);
            assertThat(pending.size()).isEqualTo(1);
            goOn(pending);
            assertThat(pending.takeFailures()).hasSize(1);
        }
    }

    @Test
    void none_is_begun_while_a_failure_was_not_told() throws IOException {
        PendingConnections pending = to(plain(REFUSING));
        pending.beginFor(1, 0, false);
        goOn(pending);
        pending.beginFor(1, 0, false);
        assertThat(pending.size()).isZero();
        assertThat(pending.takeFailures()).hasSize(1);
    }

    @Test
    void one_that_takes_too_long_is_given_up_and_says_how_long_it_had() throws IOException {
        PendingConnections pending = to(plain(LOOPBACK), Duration.ofMillis(300));
        pending.beginFor(1, 0, false);
        pending.tend();
        assertThat(pending.size()).isEqualTo(1);
        assertThat(pending.untilNextEvent()).isPositive().isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
        give(Duration.ofMillis(300));
        assertThat(pending.untilNextEvent()).isNotPositive();
        pending.tend();
        assertThat(pending.size()).isZero();
        assertThat(pending.takeFailures())
                .singleElement()
                .isInstanceOf(SocketTimeoutException.class)
                .extracting(IOException::getMessage)
                .isEqualTo("no connection in 300 ms");
        assertThat(pace.open()).isZero();
    }

    @Test
    void the_next_address_is_tried_beside_one_that_says_nothing_and_the_rivals_of_the_first_to_open_are_given_up()
            throws IOException {
        PendingConnections pending = to(plain(LOOPBACK, REFUSING));
        pending.beginFor(1, 0, false);
        pending.tend();
        assertThat(pace.open()).isEqualTo(1);
        give(Duration.ofMillis(250));
        pending.tend();
        assertThat(pace.open()).isEqualTo(2);
        assertThat(pending.size()).isEqualTo(1);
        Connection open = goOn(pending).getFirst();
        assertThat(pending.opened(open)).isTrue();
        assertThat(pending.size()).isZero();
        assertThat(pace.open()).isEqualTo(1);
        assertThat(open.isClosed()).isFalse();
    }

    @Test
    void a_host_without_an_address_is_a_failure_and_nothing_is_begun() throws Exception {
        Endpoint endpoint = at("http", "remote.example", host -> {
            throw new UnknownHostException(host);
        });
        PendingConnections pending = to(endpoint);
        pending.beginFor(3, 0, false);
        List<IOException> failures = pending.takeFailures();
        while (failures.isEmpty()) {
            selector.select(PATIENCE.toMillis());
            pending.beginFor(3, 0, false);
            failures = pending.takeFailures();
        }
        assertThat(failures).singleElement().isInstanceOf(UnknownHostException.class);
        assertThat(pending.size()).isZero();
    }

    @Test
    void the_selector_is_woken_when_the_addresses_are_known() throws Exception {
        var asked = new CountDownLatch(1);
        PendingConnections pending = to(at("http", "remote.example", host -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException("interrupted");
            }
            return List.of(LOOPBACK);
        }));
        pending.beginFor(1, 0, false);
        assertThat(pending.size()).isZero();
        asked.countDown();
        selector.select();
        pending.beginFor(1, 0, false);
        assertThat(pending.size()).isEqualTo(1);
    }

    @Test
    void with_tls_none_is_opened_where_those_who_wait_get_one_sooner_that_is_there() {
        pace.openedWithin(TimeUnit.SECONDS.toNanos(1));
        pace.answeredWithin(TimeUnit.MILLISECONDS.toNanos(1));
        PendingConnections pending = to(secure());
        pending.beginFor(10, 1, false);
        assertThat(pending.size()).isZero();
        pending.beginFor(10, 1, true);
        assertThat(pending.size()).isPositive();
    }

    @Test
    void with_tls_the_first_is_opened_whatever_it_costs_and_the_others_wait_for_it() {
        pace.openedWithin(TimeUnit.SECONDS.toNanos(1));
        pace.answeredWithin(TimeUnit.MILLISECONDS.toNanos(1));
        PendingConnections pending = to(secure());
        pending.beginFor(10, 0, false);
        assertThat(pending.size()).isEqualTo(1);
    }

    @Test
    void a_handshake_goes_on_elsewhere_and_the_selector_is_woken_when_it_ended_good_or_bad() throws IOException {
        peer.follow(visitor -> {
            visitor.send("this is no TLS⏎");
            visitor.awaitGone();
        });
        PendingConnections pending = to(secure());
        pending.beginFor(1, 0, false);
        assertThat(goOn(pending)).isEmpty();
        assertThat(pending.takeFailures()).hasSize(1);
        assertThat(pace.open()).isZero();
    }

    @Test
    void what_is_given_up_is_closed_and_forgotten() throws IOException {
        PendingConnections pending = to(plain(LOOPBACK));
        pending.beginFor(3, 0, false);
        Connection open = goOn(pending).getFirst();
        pending.abort();
        assertThat(pending.size()).isZero();
        assertThat(pace.open()).isZero();
        assertThat(open.isClosed()).isTrue();
        assertThat(pending.opened(open)).isFalse();
        assertThat(pending.takeFailures()).isEmpty();
        assertThat(pending.untilNextEvent()).isEqualTo(Long.MAX_VALUE);
    }
}
