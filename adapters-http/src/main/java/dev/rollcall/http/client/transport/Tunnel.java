package dev.rollcall.http.client.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rollcall.domain.Quoted;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.ReceiveBuffer;
import dev.rollcall.http.client.response.TunnelReader;
import dev.rollcall.http.client.transport.ProxyFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A transport through a proxy, which is asked for a tunnel to the remote (RFC 9110, section 9.3.6) before the handshake of the transport
 * within begins.
 */
public final class Tunnel implements Transport {
    private static final int BUFFER = 4 * 1024;
    private static final int MAX_REASON = 80;

    private final SocketChannel channel;
    private final Transport within;
    private final String proxy;
    private final ByteBuffer request;
    private final ReceiveBuffer in = new ReceiveBuffer();
    private final TunnelReader reply = new TunnelReader();
    private boolean open;

    /**
     * Creates it over a channel that will be connected to the proxy.
     *
     * @param target where the tunnel leads to
     * @param within the transport to the remote, over the same channel
     */
    public Tunnel(SocketChannel channel, HttpProxy proxy, Origin target, Transport within) {
        this.channel = channel;
        this.within = within;
        this.proxy = proxy.address();
        this.request = ByteBuffer.wrap(request(proxy, target.hostAndPort()).getBytes(US_ASCII));
    }

    /** Returns the request, whose target is in authority form (RFC 9112, section 3.2.3). */
    private static String request(HttpProxy proxy, String target) {
        String credentials = proxy.authorization()
                .map("\r\nProxy-Authorization: %s"::formatted)
                .orElse("");
        return "CONNECT %s HTTP/1.1\r\nHost: %1$s%s\r\n\r\n".formatted(target, credentials);
    }

    @Override
    public boolean isEstablished() {
        return open && within.isEstablished();
    }

    @Override
    public void establish() throws IOException {
        if (!open) {
            open = connect();
        }
        if (open) {
            within.establish();
        }
    }

    /** Returns whether the tunnel is open; if not, more has to be sent or received first. */
    private boolean connect() throws IOException {
        if (request.hasRemaining()) {
            channel.write(request);
        }
        if (request.hasRemaining()) {
            return false;
        }
        var buffer = ByteBuffer.allocate(BUFFER);
        boolean answered = false;
        while (!answered && receive(buffer)) {
            answered = isAnswered();
        }
        if (answered) {
            checkAnswer();
        }
        return answered;
    }

    private boolean receive(ByteBuffer buffer) throws ProxyFailure {
        buffer.clear();
        int n;
        try {
            n = channel.read(buffer);
        } catch (IOException e) {
            n = -1; // reset: what it comes to is the same
        }
        if (n < 0) {
            throw new ProxyFailure(
                    Kind.TRANSIENT, "the proxy %s closed the connection and opened no tunnel".formatted(proxy));
        }
        in.add(buffer.flip());
        return n > 0;
    }

    private boolean isAnswered() throws ProxyFailure {
        try {
            return reply.advance(in);
        } catch (Malformed e) {
            throw new ProxyFailure(
                    Kind.PERMANENT, "the proxy %s sends no valid HTTP: %s".formatted(proxy, e.getMessage()));
        }
    }

    private void checkAnswer() throws ProxyFailure {
        if (!reply.isOpen()) {
            String reason = Quoted.plain(reply.reason(), MAX_REASON);
            throw new ProxyFailure(
                    kind(reply.status()),
                    "the proxy %s says %s %s"
                            .formatted(proxy, reply.status(), reason)
                            .strip());
        }
        if (!in.isEmpty()) {
            // the remote speaks second in TLS, so these bytes aren't its own
            throw new ProxyFailure(
                    Kind.PERMANENT, "the proxy %s sent data before the tunnel was used".formatted(proxy));
        }
    }

    /** Tinyproxy says 401 to a wrong password, and 500 where others say 502. */
    private static Kind kind(int status) {
        return switch (status) {
            case 401, 407 -> Kind.CREDENTIALS;
            case 408, 425, 429 -> Kind.TRANSIENT;
            default -> status >= 500 ? Kind.TRANSIENT : Kind.PERMANENT;
        };
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        within.write(bytes);
    }

    @Override
    public boolean isWaitingToWrite() {
        return open ? within.isWaitingToWrite() : request.hasRemaining();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return within.read(target);
    }

    @Override
    public boolean isDrained() {
        return within.isDrained();
    }

    @Override
    public void end() {
        within.end();
    }
}
