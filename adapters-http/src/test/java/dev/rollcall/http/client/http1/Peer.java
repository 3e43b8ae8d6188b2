package dev.rollcall.http.client.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.rollcall.http.client.response.ResponseHeadTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server on a loopback port that serves each connection by a script, byte by byte. */
public final class Peer implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Script script = Visitor::awaitGone;

    /** The script of one connection, which is closed at its end. */
    @FunctionalInterface
    public interface Script {
        void serve(Visitor visitor) throws IOException, InterruptedException;
    }

    /** Starts a silent peer. */
    public Peer() {
        this(loopback());
    }

    public Peer(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    /** Sets the script of new connections. */
    public Peer follow(Script script) {
        this.script = script;
        return this;
    }

    public static ServerSocket loopback() {
        try {
            return new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public String uri() {
        return "http://127.0.0.1:%s/users/7".formatted(port());
    }

    /** Returns how many connections it accepted. */
    public int connections() {
        return connections.get();
    }

    /** Returns how many requests it got. */
    public int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, number));
            }
        } catch (IOException stopped) {
            // by close()
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            script.serve(new Visitor(socket, number));
        } catch (IOException | InterruptedException gone) {
            // the client went away
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The server's end of a connection. */
    public final class Visitor {
        private final Socket socket;
        private final int number;
        private final BufferedReader in;

        Visitor(Socket socket, int number) throws IOException {
            this.socket = socket;
            this.number = number;
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        }

        /** Returns which connection it is; the first is 1. */
        public int number() {
            return number;
        }

        /** Reads a request and returns its head; null at the end of the connection. */
        public @Nullable String request() throws IOException {
            var head = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                head.append(line).append("\r\n");
                if (line.isEmpty()) {
                    requests.incrementAndGet();
                    return head.toString();
                }
            }
            return null;
        }

        /** Sends a text, with {@code ⏎} for CRLF. */
        public void send(String text) throws IOException {
            send(ResponseHeadTest.bytes(text), 0, ResponseHeadTest.bytes(text).length);
        }

        public void send(byte[] bytes, int from, int to) throws IOException {
            socket.getOutputStream().write(bytes, from, to - from);
            socket.getOutputStream().flush();
        }

        /** Carries bytes between the client and a loopback port, in both directions, until both have ended. */
        public void tunnelTo(int port) throws IOException, InterruptedException {
            try (var target = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread back = Thread.ofVirtual().start(() -> carry(target, socket));
                carry(socket, target);
                back.join();
            }
        }

        private static void carry(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException gone) {
                // one of them went away
            }
        }

        /** Waits until the client closes the connection. */
        public void awaitGone() {
            try {
                while (in.read() >= 0) {}
            } catch (IOException reset) {
                // gone in a hurry
            }
        }
    }
}
