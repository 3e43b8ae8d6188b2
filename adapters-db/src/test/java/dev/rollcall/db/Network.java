package dev.rollcall.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A proxy to a server that simulates failures of the network: it forwards all data, drops it, or is closed. */
final class Network implements AutoCloseable {
    private final InetSocketAddress server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile boolean swallowing;
    private @Nullable ServerSocket entrance;

    /** Opens a proxy to a local port. */
    Network(int server) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), server);
        this.port = listen(0);
    }

    private int listen(int wanted) throws IOException {
        var listening = new ServerSocket(wanted, 50, InetAddress.getLoopbackAddress());
        entrance = listening;
        threads.execute(() -> accept(listening));
        return listening.getLocalPort();
    }

    /** Returns the address through this proxy. */
    DatabaseAddress through(DatabaseAddress address) {
        String url = address.url().replace("localhost:" + server.getPort(), "localhost:" + port);
        return new DatabaseAddress(url, address.username(), address.password(), address.poolSize());
    }

    /** Silently drops data in both directions. */
    void swallow() {
        swallowing = true;
    }

    /** Forwards again what is sent from now on; dropped data is lost, and its connections with it. */
    synchronized void letThrough() throws IOException {
        closeAll();
        swallowing = false;
    }

    /** Breaks all connections and refuses new ones. */
    synchronized void refuse() throws IOException {
        if (entrance != null) {
            entrance.close();
        }
        closeAll();
    }

    private void closeAll() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket client = listening.accept();
                var onward = new Socket();
                onward.connect(server);
                connect(listening, client, onward);
            }
        } catch (IOException closed) {
            // no more clients
        }
    }

    /** Rejects a client that was accepted just before the proxy was closed. */
    private synchronized void connect(ServerSocket listening, Socket client, Socket onward) throws IOException {
        if (listening.isClosed()) {
            client.close();
            onward.close();
            return;
        }
        sockets.add(client);
        sockets.add(onward);
        threads.execute(() -> pass(client, onward));
        threads.execute(() -> pass(onward, client));
    }

    private void pass(Socket from, Socket to) {
        var buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!swallowing) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException closed) {
            // by either side, or by this proxy
        }
    }

    @Override
    public void close() throws IOException {
        refuse();
        threads.close();
    }
}
