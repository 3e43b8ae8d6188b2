package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.network.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A silent address of this machine: its accept queue is full, so that connection requests are dropped. */
public final class SilentAddress implements AutoCloseable {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress("127.0.0.2", 0);

    private final ServerSocket full;
    private final List<Socket> queue = new ArrayList<>();

    /** Keeps a port silent, one that a remote may have on the loopback address. */
    public SilentAddress(int port) throws IOException {
        full = new ServerSocket(port, 1, NOWHERE.getAddress());
        try {
            while (true) {
                var socket = new Socket();
                queue.add(socket);
                socket.connect(full.getLocalSocketAddress(), 300);
            }
        } catch (SocketTimeoutException isFull) {
            // intended
        }
    }

    InetAddress address() {
        return full.getInetAddress();
    }

    /** Returns an endpoint that has this address, and behind it the loopback address. It trusts the certificate of the tests. */
    public Endpoint endpoint(Origin origin) {
        return new Endpoint(origin, Certificate::context, host -> List.of(address(), InetAddress.getLoopbackAddress()));
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        full.close();
    }
}
