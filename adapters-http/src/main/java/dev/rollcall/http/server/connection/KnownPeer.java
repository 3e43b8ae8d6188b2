package dev.rollcall.http.server.connection;

import io.helidon.common.socket.PeerInfo;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;

/** Who is at the client's end of a connection, as its socket tells. */
abstract class KnownPeer implements PeerInfo {
    private final PeerInfo info;

    KnownPeer(PeerInfo info) {
        this.info = info;
    }

    @Override
    public SocketAddress address() {
        return info.address();
    }

    @Override
    public String host() {
        return info.host();
    }

    @Override
    public int port() {
        return info.port();
    }

    @Override
    public Optional<Principal> tlsPrincipal() {
        return info.tlsPrincipal();
    }

    @Override
    public Optional<Certificate[]> tlsCertificates() {
        return info.tlsCertificates();
    }
}
