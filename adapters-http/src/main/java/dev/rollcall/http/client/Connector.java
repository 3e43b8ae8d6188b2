package dev.rollcall.http.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections to one origin, plain or with TLS. Safe for use by many threads.
 *
 * <p>The host's name is looked up by the platform, which keeps it for a while; its resolver heeds neither deadline nor interrupt.
 */
final class Connector {
    private final Origin origin;
    private final Supplier<SocketFactory> tls;
    private final Watchdog watchdog = new Watchdog();

    /**
     * Creates the connector.
     *
     * @param tls gives an {@link SSLSocketFactory}, and is asked only for a secure origin
     */
    Connector(Origin origin, Supplier<SocketFactory> tls) {
        this.origin = origin;
        this.tls = tls;
    }

    /**
     * Opens a connection to the first of the host's addresses that takes one. Each has an equal share of the time that is left.
     *
     * @param deadline a value of {@link System#nanoTime()}
     * @throws IOException if none takes one; the failure is that of the last
     */
    Connection open(long deadline) throws IOException {
        InetAddress[] addresses = InetAddress.getAllByName(origin.host());
        IOException failure = new SocketTimeoutException("no time is left to connect");
        for (int i = 0; i < addresses.length; i++) {
            long now = System.nanoTime();
            if (deadline - now <= 0) {
                break;
            }
            try {
                return open(addresses[i], now + (deadline - now) / (addresses.length - i));
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private Connection open(InetAddress address, long deadline) throws IOException {
        var wire = new Socket(Proxy.NO_PROXY);
        Watchdog.Watch watch = watchdog.over(wire);
        watch.until(deadline);
        try {
            wire.setTcpNoDelay(true);
            wire.connect(new InetSocketAddress(address, origin.port()));
            return new Connection(watch, wire, origin.secure() ? secured(wire) : wire);
        } catch (IOException | RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /** Makes the handshake: the certificate must be trusted, and be the host's (RFC 9110, section 4.3.4). */
    private Socket secured(Socket wire) throws IOException {
        String host = origin.host().replaceAll("[\\[\\]]", "");
        var socket = (SSLSocket) ((SSLSocketFactory) tls.get()).createSocket(wire, host, origin.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!host.contains(":") && !host.matches("[0-9.]+")) {
            // the platform doesn't name a host without a dot by itself
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
