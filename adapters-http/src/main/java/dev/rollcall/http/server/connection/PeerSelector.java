package dev.rollcall.http.server.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** HTTP/1.1 over connections whose other end is a {@link Peer}. */
public final class PeerSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector http1;
    private final Duration patience;

    /**
     * Creates it.
     *
     * @param patience how long a stream may wait for a client that doesn't read
     */
    public PeerSelector(Http1Config config, Duration patience) {
        this.http1 = Http1ConnectionSelector.builder().config(config).build();
        this.patience = patience;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext connection) {
        return http1.connection(new PeerConnection(connection, new Peer(connection, patience)));
    }
}
