package dev.rollcall.http.server.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OpenConnectionsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(40);
    private static final String HEAD = "PUT /a HTTP/1.1\r\nContent-Length: 9\r\n\r\n";

    /** The names of closed connections, in order. */
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

    /** Counted down when the clients disconnect. */
    private final CountDownLatch end = new CountDownLatch(1);

    private MemoryBudget memory = new MemoryBudget(100);
    private OpenConnections open = limited(100, new Patience(LONG, LONG));

    @AfterEach
    void close() {
        open.close();
    }

    private OpenConnections limited(int max, Patience patience) {
        open = new OpenConnections(new ConnectionLimits(max, 2, patience), memory, () -> closed.add("the listener"));
        return open;
    }

    /** Adds a connection from an address on which this text was sent and then nothing more. */
    private Peer add(String name, String address, String sent) {
        Queue<String> received = new ArrayDeque<>(List.of(sent));
        ConnectionContext connection = mock(ConnectionContext.class);
        PeerInfo info = mock(PeerInfo.class);
        HelidonSocket socket = mock(HelidonSocket.class);
        when(info.address()).thenReturn(new InetSocketAddress(address, 1));
        when(connection.remotePeer()).thenReturn(info);
        when(connection.serverSocket()).thenReturn(socket);
        when(connection.dataWriter()).thenReturn(mock(DataWriter.class));
        when(connection.dataReader()).thenReturn(DataReader.create(() -> receive(received)));
        doAnswer(call -> closed.add(name)).when(socket).close();
        var peer = new Peer(connection, memory);
        open.add(peer);
        if (!sent.isEmpty()) {
            assertThat(peer.next()).isNotEmpty();
        }
        return peer;
    }

    private byte @Nullable [] receive(Queue<String> received) {
        if (received.isEmpty()) {
            try {
                assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return null;
        }
        return received.remove().getBytes(US_ASCII);
    }

    private void addSilent(String... names) {
        for (String name : names) {
            add(name, "192.0.2.1", "");
        }
    }

    private String nextClosed() throws InterruptedException {
        return String.valueOf(closed.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void when_all_are_taken_the_one_that_has_waited_longest_goes() {
        limited(3, new Patience(LONG, LONG));
        addSilent("a", "b", "c");
        assertThat(closed).isEmpty();
        addSilent("d");
        assertThat(closed).containsExactly("a");
        addSilent("e");
        assertThat(closed).containsExactly("a", "b");
    }

    @Test
    void those_of_an_address_with_more_than_its_share_go_first() {
        limited(4, new Patience(LONG, LONG));
        add("old", "192.0.2.7", "");
        addSilent("a", "b", "c", "d");
        assertThat(closed).containsExactly("a");
    }

    @Test
    void the_addresses_of_a_site_are_one() {
        limited(4, new Patience(LONG, LONG));
        add("old", "192.0.2.7", "");
        add("a", "2001:db8:1:2::1", "");
        add("b", "2001:db8:1:2::2", "");
        add("c", "2001:db8:1:2:3::3", "");
        add("d", "2001:db8:1:3::3", "");
        assertThat(closed).containsExactly("a");
    }

    @Test
    void who_is_being_served_stays() {
        limited(2, new Patience(LONG, LONG));
        add("served", "192.0.2.1", "GET /a HTTP/1.1\r\n\r\n");
        addSilent("waiting");
        addSilent("new");
        assertThat(closed).containsExactly("waiting");
    }

    @Test
    void who_is_gone_makes_room() {
        limited(2, new Patience(LONG, LONG));
        Peer gone = add("a", "192.0.2.1", "");
        open.remove(gone);
        addSilent("b", "c");
        assertThat(closed).isEmpty();
    }

    @Test
    void who_sends_nothing_is_closed() throws Exception {
        limited(100, new Patience(SHORT, LONG));
        addSilent("silent");
        assertThat(nextClosed()).isEqualTo("silent");
    }

    @Test
    void who_sends_half_a_head_is_told_and_closed() throws Exception {
        limited(100, new Patience(SHORT, LONG));
        add("half", "192.0.2.1", "GET /a HT");
        assertThat(nextClosed()).isEqualTo("half");
    }

    @Test
    void who_does_not_read_is_closed() throws Exception {
        limited(100, new Patience(LONG, SHORT));
        Peer peer = add("unread", "192.0.2.1", "GET /a HTTP/1.1\r\n\r\n");
        var read = new CountDownLatch(1);
        DataWriter writer = mock(DataWriter.class);
        doAnswer(call -> read.await(30, TimeUnit.SECONDS)).when(writer).writeNow(any(BufferData.class));
        Thread blocked = Thread.ofVirtual()
                .start(() -> new WatchedWriter(writer, peer).writeNow(BufferData.create(new byte[1])));
        assertThat(nextClosed()).isEqualTo("unread");
        read.countDown();
        blocked.join();
    }

    @Test
    void who_is_served_for_long_is_not_closed() throws Exception {
        limited(100, new Patience(SHORT, SHORT));
        add("served", "192.0.2.1", "GET /a HTTP/1.1\r\n\r\n");
        addSilent("silent");
        assertThat(nextClosed()).isEqualTo("silent");
        assertThat(closed).doesNotContain("served");
    }

    @Test
    void memory_is_taken_until_the_request_is_answered() {
        Peer peer = add("a", "192.0.2.1", HEAD);
        peer.claim(60);
        assertThat(memory.take(50)).isFalse();
        peer.answered();
        assertThat(memory.take(100)).isTrue();
    }

    @Test
    void who_is_waited_for_gives_up_the_memory_that_others_need() throws Exception {
        Peer waiting = add("waiting", "192.0.2.1", HEAD);
        waiting.claim(60);
        Thread reader = Thread.ofVirtual().start(waiting::next);
        Peer served = add("served", "192.0.2.2", HEAD);
        served.claim(40);
        List<Peer> others = List.of(add("silent", "192.0.2.3", ""), add("other", "192.0.2.4", HEAD));
        while (closed.isEmpty()) {
            assertThat(others.getLast().claims(10)).isFalse();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(closed).containsExactly("waiting");
        end.countDown();
        reader.join();
    }

    @Test
    void the_end_of_the_listener_is_told_once() throws Exception {
        limited(100, new Patience(SHORT, LONG));
        ListenerContext listener = mock(ListenerContext.class);
        ExecutorService executor = mock(ExecutorService.class);
        when(listener.executor()).thenReturn(executor);
        open.acceptedBy(listener);
        addSilent("silent");
        assertThat(nextClosed()).isEqualTo("silent");
        assertThat(closed).doesNotContain("the listener");
        when(executor.isShutdown()).thenReturn(true);
        while (!nextClosed().equals("the listener")) {}
        assertThat(List.of(nextClosed(), nextClosed())).containsOnly("silent");
    }

    @Test
    void a_server_that_is_stopping_waits_for_nobody_for_long() throws Exception {
        addSilent("silent");
        open.hurry();
        assertThat(nextClosed()).isEqualTo("silent");
    }
}
