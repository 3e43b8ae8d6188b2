package dev.rollcall.http.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * An engine that does what is needed here and no more: {@code GET} by HTTP/1.1 (RFC 9112) over blocking sockets that are used again,
 * plain or with TLS. It follows no redirect, knows no proxy, cookie or cache, and reads no coded content.
 *
 * <p>A request is one write. Responses are strictly read; a connection is used again only if its last response was read to its end
 * and nothing stood behind it.
 */
final class LeanEngine implements Engine {
    /** Shorter than most servers keep an idle connection: what they closed costs a request that must be sent again. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(30);

    private final Origin origin;
    private final byte[] afterTarget;
    private final Connector connector;
    private final Pool pool = new Pool(MAX_IDLE);

    /**
     * Creates the engine. Nothing is connected before the first request. With TLS, the platform must trust the remote.
     *
     * @param fields what each request says in its head, beside {@code Host}
     * @throws IllegalArgumentException if a field can't stand in a head; the message shows its name
     */
    LeanEngine(Origin origin, Map<String, String> fields) {
        // a method, since the platform reads its trust store when it is first asked
        this(origin, fields, SSLSocketFactory::getDefault);
    }

    /** Creates the engine with other trust than the platform's. */
    LeanEngine(Origin origin, Map<String, String> fields, Supplier<SocketFactory> tls) {
        this.origin = origin;
        this.connector = new Connector(origin, tls);
        var head = new StringBuilder(" HTTP/1.1\r\nHost: ").append(origin.authority());
        fields.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9-]+") || !value.matches("[!-~]([ -~]*[!-~])?")) {
                throw new IllegalArgumentException("request field has characters that it must not have: " + name);
            }
            head.append("\r\n").append(name).append(": ").append(value);
        });
        this.afterTarget = head.append("\r\n\r\n").toString().getBytes(US_ASCII);
    }

    @Override
    public Exchange send(String uri, long deadline) throws IOException {
        byte[] request = request(uri);
        Connection idle = pool.take();
        if (idle != null) {
            try {
                idle.send(request, deadline);
                return new Get(idle, request, deadline);
            } catch (IOException stale) {
                // the remote closed it while it idled
            }
        }
        return new Get(fresh(request, deadline), request, deadline);
    }

    private Connection fresh(byte[] request, long deadline) throws IOException {
        Connection connection = connector.open(deadline);
        connection.send(request, deadline);
        return connection;
    }

    /** Returns the head of a request; its target has the origin form (RFC 9112, section 3.2.1). */
    private byte[] request(String uri) {
        int at = origin.text().length();
        String start = uri.startsWith("/", at) ? "GET " : "GET /";
        int targetEnd = start.length() + uri.length() - at;
        byte[] request = new byte[targetEnd + afterTarget.length];
        copy(start, 0, request, 0);
        copy(uri, at, request, start.length());
        System.arraycopy(afterTarget, 0, request, targetEnd, afterTarget.length);
        return request;
    }

    private static void copy(String ascii, int from, byte[] target, int at) {
        for (int i = from; i < ascii.length(); i++) {
            target[at + i - from] = (byte) ascii.charAt(i);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** A request that was sent. */
    private final class Get implements Exchange {
        private final byte[] request;
        private final long deadline;
        private Connection connection;
        private boolean received;

        Get(Connection connection, byte[] request, long deadline) {
            this.connection = connection;
            this.request = request;
            this.deadline = deadline;
        }

        @Override
        public Response receive() throws IOException {
            Head head = head();
            received = true;
            return new LeanResponse(head, connection, pool);
        }

        private Head head() throws IOException {
            try {
                return connection.head(deadline);
            } catch (IOException e) {
                if (!isStale()) {
                    throw e;
                }
                connection = fresh(request, deadline);
                return connection.head(deadline);
            }
        }

        /** Returns whether the connection failed because the remote closed it while it idled, as far as can be told. */
        private boolean isStale() {
            return connection.wasIdle()
                    && !connection.isTouched()
                    && !Thread.currentThread().isInterrupted()
                    && System.nanoTime() - deadline < 0;
        }

        @Override
        public void cancel() {
            if (!received) {
                connection.close();
            }
        }
    }
}
