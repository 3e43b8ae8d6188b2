package dev.rollcall.http.client.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.http1.Peer;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The steps of a tunnel around a transport without TLS; whole connections are tested with {@code ProxiedConnectionsTest}. */
@Timeout(60)
final class TunnelTest {
    private static final String OPEN = "HTTP/1.1 200 OK⏎⏎";
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(20);

    private final Peer proxy = new Peer();
    private final Origin target = Origin.of(URI.create("https://hr.example.org/"));
    private SocketChannel channel;
    private Selector selector;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
        channel = SocketChannel.open();
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        selector.close();
        proxy.close();
    }

    /** Returns one that was not begun, to a proxy that follows this script. */
    private Tunnel to(Peer.Script script) throws IOException {
        proxy.follow(script);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        HttpProxy through = HttpProxy.parse("http://127.0.0.1:" + proxy.port());
        return new Tunnel(channel, through, target, new Transport.Plain(channel));
    }

    private void establish(Tunnel tunnel) throws IOException {
        tunnel.establish();
        while (!tunnel.isEstablished()) {
            if (selector.select(key -> {}, PATIENCE) == 0) {
                throw new AssertionError("nothing came");
            }
            tunnel.establish();
        }
    }

    @Test
    void it_is_open_once_the_proxy_has_said_so() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        Tunnel tunnel = to(visitor -> {
            visitor.request();
            mayAnswer.await();
            visitor.send(OPEN);
            visitor.awaitGone();
        });
        tunnel.establish();
        assertThat(tunnel.isEstablished()).isFalse();
        assertThat(tunnel.isWaitingToWrite()).isFalse();
        mayAnswer.countDown();
        establish(tunnel);
        assertThat(tunnel.isEstablished()).isTrue();
    }

    @Test
    void what_is_written_and_read_goes_through_it() throws Exception {
        Tunnel tunnel = to(visitor -> {
            visitor.request();
            visitor.send(OPEN);
            visitor.send(String.valueOf(visitor.request()).replace("\r\n", "⏎"));
        });
        establish(tunnel);
        tunnel.write(ByteBuffer.wrap("ping\r\n\r\n".getBytes(US_ASCII)));
        var buffer = ByteBuffer.allocate(100);
        while (buffer.position() < 8) {
            selector.select(key -> {}, PATIENCE);
            assertThat(tunnel.read(buffer)).isNotNegative();
        }
        assertThat(US_ASCII.decode(buffer.flip()).toString()).isEqualTo("ping\r\n\r\n");
        assertThat(tunnel.isDrained()).isTrue();
        assertThat(tunnel.isWaitingToWrite()).isFalse();
        tunnel.end();
    }

    @Test
    void it_is_never_open_if_the_proxy_refuses() throws Exception {
        Tunnel tunnel = to(visitor -> {
            visitor.request();
            visitor.send("HTTP/1.1 403 Forbidden⏎⏎");
        });
        assertThatThrownBy(() -> establish(tunnel))
                .isInstanceOf(ProxyFailure.class)
                .hasMessage("the proxy 127.0.0.1:%s says 403 Forbidden".formatted(proxy.port()));
        assertThat(tunnel.isEstablished()).isFalse();
    }
}
