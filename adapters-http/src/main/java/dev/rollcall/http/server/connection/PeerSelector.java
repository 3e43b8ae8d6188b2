package dev.rollcall.http.server.connection;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/** Serves HTTP/1.1 over connections with a {@link Peer}. */
public final class PeerSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector http1;
    private final OpenConnections open;
    private final MemoryBudget memory;

    /** Creates it; the requests share the memory. */
    public PeerSelector(Http1Config config, OpenConnections open, MemoryBudget memory) {
        this.http1 = Http1ConnectionSelector.builder().config(config).build();
        this.open = open;
        this.memory = memory;
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
        open.acceptedBy(connection.listenerContext());
        var peer = new Peer(connection, memory);
        return new WatchedConnection(http1.connection(new PeerConnection(connection, peer)), peer, open);
    }
}
