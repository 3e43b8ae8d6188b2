package dev.rollcall.http.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client on a raw socket, so that it can pause, disconnect, or not read. Its timeout is half a minute. */
final class BareClient implements AutoCloseable {
    private final Socket socket = new Socket();

    BareClient(ServedSite site) {
        this(site, 64 * 1024);
    }

    /** A client with a receive buffer of this many bytes. */
    BareClient(ServedSite site, int receiveBuffer) {
        try {
            socket.setReceiveBufferSize(receiveBuffer);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), site.address().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request without a body. */
    BareClient get(String path, String accept) {
        return send("GET %s HTTP/1.1\r\nHost: a\r\nAccept: %s\r\n\r\n".formatted(path, accept));
    }

    /** Sends the head of a request whose body comes in chunks. */
    BareClient post(String path, String type) {
        return send("POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
                .formatted(path, type));
    }

    /** Sends a chunk of a body; an empty one ends it. */
    BareClient chunk(String text) {
        return send("%s\r\n%s\r\n".formatted(Integer.toHexString(text.length()), text));
    }

    BareClient send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends as much as the server takes, and ends the output. */
    void sendIfOpen(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
        } catch (IOException e) {
            // the server has closed the connection
        }
    }

    /** Reads up to and including this text. */
    String readUntil(String end) {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append(read(1));
        }
        return text.toString();
    }

    /** Reads this many characters. */
    String read(int length) {
        try {
            byte[] bytes = socket.getInputStream().readNBytes(length);
            if (bytes.length < length) {
                throw new IllegalStateException("the connection was closed");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all there is until the connection is closed, however it is. */
    String readToEnd() {
        var text = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(text);
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException("the connection stayed open", e);
        } catch (IOException e) {
            // reset: what was received counts
        }
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    /** Does something again and again, with this pause, until the connection is closed; returns all that was received. */
    String readToEndWhile(Runnable step, Duration pause) {
        Thread steps = Thread.ofVirtual().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    step.run();
                    Thread.sleep(pause);
                }
            } catch (InterruptedException | UncheckedIOException e) {
                // the connection is closed
            }
        });
        try {
            return readToEnd();
        } finally {
            steps.interrupt();
        }
    }

    /** Half-closes the connection: ends its output, but could still read. */
    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resets the connection. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
