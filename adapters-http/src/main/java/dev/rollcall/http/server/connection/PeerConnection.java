package dev.rollcall.http.server.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A connection that is read only through its peer, who also knows of its writes. */
final class PeerConnection implements ConnectionContext {
    private final ConnectionContext connection;
    private final Peer peer;
    private final DataReader reader;
    private final DataWriter writer;

    PeerConnection(ConnectionContext connection, Peer peer) {
        this.connection = connection;
        this.peer = peer;
        this.reader = DataReader.create(peer::next);
        this.writer = new WatchedWriter(connection.dataWriter(), peer);
    }

    /**
     * Returns whether a listener accepts connections. Its thread ends with the first error, such as when the process has no file descriptor
     * left, and tells nobody; but it shuts its executor down.
     */
    static boolean isAccepting(ListenerContext listener) {
        return !listener.executor().isShutdown();
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public PeerInfo remotePeer() {
        return peer;
    }

    @Override
    public PeerInfo localPeer() {
        return connection.localPeer();
    }

    @Override
    public ListenerContext listenerContext() {
        return connection.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return connection.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public Router router() {
        return connection.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return connection.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return connection.serverSocket();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public String socketId() {
        return connection.socketId();
    }

    @Override
    public String childSocketId() {
        return connection.childSocketId();
    }
}
