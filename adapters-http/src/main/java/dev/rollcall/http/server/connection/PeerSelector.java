package dev.rollcall.http.server.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** Serves HTTP/1.1 over connections with a {@link Peer}. */
public final class PeerSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector http1;
    private final Duration writeTimeout;

    /**
     * Creates it.
     *
     * @param writeTimeout how long a write may block on a client that doesn't read
     */
    public PeerSelector(Http1Config config, Duration writeTimeout) {
        this.http1 = Http1ConnectionSelector.builder().config(config).build();
        this.writeTimeout = writeTimeout;
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
        return http1.connection(new PeerConnection(connection, new Peer(connection, writeTimeout)));
    }
}
