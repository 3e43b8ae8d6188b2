package dev.rollcall.http.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.http1.Certificate;
import dev.rollcall.http.client.http1.Peer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** TLS over a channel; the remote's end is a socket of the platform. */
@Timeout(60)
final class TlsTest {
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(20);

    private final ServerSocket server = Peer.loopback();
    private final CompletableFuture<Object> served = new CompletableFuture<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(32 * 1024);
    private Selector selector;
    private SocketChannel channel;
    private SelectionKey key;

    /** The remote's script; its result is kept. */
    @FunctionalInterface
    private interface Serving {
        Object serve(Socket raw) throws IOException;
    }

    @BeforeEach
    void connect() throws IOException {
        selector = Selector.open();
        channel = SocketChannel.open(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        selector.close();
        server.close();
    }

    private void serve(Serving serving) {
        Thread.ofPlatform().daemon().start(() -> {
            try (Socket raw = server.accept()) {
                served.complete(serving.serve(raw));
            } catch (IOException e) {
                served.complete(e);
            }
        });
    }

    /** The remote's end of TLS, layered over a socket that stays open. */
    private static SSLSocket secured(Socket raw) throws IOException {
        var socket = (SSLSocket)
                Certificate.context().getSocketFactory().createSocket(raw, InputStream.nullInputStream(), false);
        socket.startHandshake();
        return socket;
    }

    private static SSLEngine engine(SSLContext context, String host) throws SSLException {
        SSLEngine engine = context.createSSLEngine(host, 443);
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        engine.beginHandshake();
        return engine;
    }

    private Tls tls() {
        return new Tls(channel, () -> engine(Certificate.context(), "localhost"));
    }

    private Tls established() throws IOException {
        Tls tls = tls();
        establish(tls);
        assertThat(tls.isEstablished()).isTrue();
        return tls;
    }

    private void establish(Tls tls) throws IOException {
        tls.establish();
        while (!tls.isEstablished()) {
            await(tls);
            tls.establish();
        }
    }

    private void await(Tls tls) throws IOException {
        key.interestOps(SelectionKey.OP_READ | (tls.isWaitingToWrite() ? SelectionKey.OP_WRITE : 0));
        if (selector.select(ready -> {}, PATIENCE) == 0) {
            throw new AssertionError("nothing came");
        }
    }

    /** Reads so many bytes, or to the end. */
    private String read(Tls tls, int length) throws IOException {
        var text = new StringBuilder();
        while (text.length() < length) {
            buffer.clear();
            int n = tls.read(buffer);
            if (n < 0) {
                return text + " and no more";
            }
            if (n == 0 && tls.isDrained()) {
                await(tls);
            }
            text.append(ISO_8859_1.decode(buffer.flip()));
        }
        return text.toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    @Test
    void what_is_written_comes_and_what_comes_is_read() throws Exception {
        serve(raw -> {
            SSLSocket socket = secured(raw);
            byte[] asked = socket.getInputStream().readNBytes(4);
            socket.getOutputStream().write("answer".getBytes(ISO_8859_1));
            return new String(asked, ISO_8859_1);
        });
        Tls tls = established();
        tls.write(bytes("ask?"));
        assertThat(read(tls, 6)).isEqualTo("answer");
        assertThat(served.get()).isEqualTo("ask?");
        assertThat(tls.isWaitingToWrite()).isFalse();
    }

    @Test
    void nothing_is_waited_for_though_the_remote_says_nothing() throws IOException {
        Tls tls = tls();
        tls.establish();
        assertThat(tls.isEstablished()).isFalse();
        tls.establish();
        assertThat(tls.isEstablished()).isFalse();
        assertThat(tls.isWaitingToWrite()).isFalse();
    }

    @Test
    void many_records_come_whole_and_in_order() throws Exception {
        String text = "0123456789".repeat(30_000);
        serve(raw -> {
            secured(raw).getOutputStream().write(text.getBytes(ISO_8859_1));
            return raw.getInputStream().read();
        });
        assertThat(read(established(), text.length())).isEqualTo(text);
    }

    @Test
    void a_long_request_is_sent_as_the_remote_takes_it() throws Exception {
        String text = "0123456789".repeat(3_000);
        serve(raw -> new String(secured(raw).getInputStream().readNBytes(text.length()), ISO_8859_1));
        Tls tls = established();
        ByteBuffer request = bytes(text);
        tls.write(request);
        assertThat(request.hasRemaining()).isFalse();
        while (tls.isWaitingToWrite()) {
            await(tls);
            tls.write(request);
        }
        assertThat(served.get()).isEqualTo(text);
    }

    @Test
    void an_end_that_was_announced_is_an_end_behind_what_came_before() throws Exception {
        serve(raw -> {
            SSLSocket socket = secured(raw);
            socket.getOutputStream().write("last".getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return raw.getInputStream().read();
        });
        Tls tls = established();
        assertThat(read(tls, 100)).isEqualTo("last and no more");
        buffer.clear();
        assertThat(tls.read(buffer)).isEqualTo(-1);
    }

    @Test
    void an_end_that_was_not_announced_is_a_broken_connection_but_what_came_before_counts() throws Exception {
        serve(raw -> {
            secured(raw).getOutputStream().write("cut".getBytes(ISO_8859_1));
            raw.shutdownOutput();
            return raw.getInputStream().read();
        });
        Tls tls = established();
        assertThat(read(tls, 3)).isEqualTo("cut");
        assertThatThrownBy(() -> read(tls, 1))
                .isInstanceOf(EOFException.class)
                .hasMessage("the remote closed the connection");
    }

    @Test
    void the_connection_that_ends_within_the_handshake_is_broken() {
        serve(raw -> raw.getInputStream().read());
        assertThatThrownBy(() -> establish(tls())).isInstanceOf(IOException.class);
    }

    /** Returns how many bytes arrive on the socket after the handshake. */
    private static int behindHandshake(Socket raw) throws IOException {
        secured(raw);
        return raw.getInputStream().readAllBytes().length;
    }

    @Test
    void a_farewell_is_sent() throws Exception {
        serve(TlsTest::behindHandshake);
        Tls tls = established();
        tls.end();
        channel.close();
        assertThat(served.get()).isNotEqualTo(0);
    }

    @Test
    void whoever_leaves_without_a_farewell_sends_none() throws Exception {
        serve(TlsTest::behindHandshake);
        established();
        channel.close();
        assertThat(served.get()).isEqualTo(0);
    }

    @Test
    void a_farewell_to_nobody_harms_nobody() throws Exception {
        serve(TlsTest::behindHandshake);
        Tls tls = established();
        channel.close();
        tls.end();
        assertThat(served.get()).isEqualTo(0);
    }

    @Test
    void nothing_can_be_written_behind_a_farewell() throws Exception {
        serve(raw -> secured(raw).getInputStream().read());
        Tls tls = established();
        tls.end();
        assertThatThrownBy(() -> tls.write(bytes("more"))).isInstanceOf(SSLException.class);
        assertThat(served.get()).isEqualTo(-1);
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() {
        serve(TlsTest::secured);
        var tls = new Tls(channel, () -> engine(context(), "localhost"));
        assertThatThrownBy(() -> establish(tls)).isInstanceOf(SSLException.class);
        assertThat(tls.isEstablished()).isFalse();
    }

    @Test
    void a_certificate_of_another_host_is_refused() {
        serve(TlsTest::secured);
        var tls = new Tls(channel, () -> engine(Certificate.context(), "other.example"));
        assertThatThrownBy(() -> establish(tls))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("other.example");
        assertThat(tls.isEstablished()).isFalse();
    }

    private static SSLContext context() throws IOException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    @Test
    void a_remote_that_speaks_no_tls_is_refused() {
        serve(raw -> {
            raw.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(ISO_8859_1));
            return raw.getInputStream().read();
        });
        assertThatThrownBy(() -> establish(tls())).isInstanceOf(SSLException.class);
    }

    @Test
    void a_record_that_was_changed_on_the_way_is_refused() throws IOException {
        serve(raw -> {
            secured(raw);
            raw.getOutputStream().write(new byte[] {23, 3, 3, 0, 32});
            raw.getOutputStream().write(new byte[32]);
            return raw.getInputStream().read();
        });
        Tls tls = established();
        assertThatThrownBy(() -> read(tls, 1)).isInstanceOf(SSLException.class);
    }

    @Test
    void that_tls_cannot_be_had_is_told_by_the_handshake() {
        var tls = new Tls(channel, () -> {
            throw new IOException("TLS is not available");
        });
        assertThatThrownBy(tls::establish).hasMessage("TLS is not available");
        assertThat(tls.isEstablished()).isFalse();
    }
}
