package dev.rollcall.http.server.web;

import dev.rollcall.http.server.connection.OmittedLength;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * A response that is written piece by piece. If writing fails midway, the connection is closed, so that the client notices the truncation;
 * if the client disconnects or stops reading, the write fails.
 *
 * @param headers the headers, without those that every stream has
 * @param writer writes the body
 */
public record Stream(List<Header> headers, Writer writer) implements Sendable {
    private static final System.Logger LOG = System.getLogger(Stream.class.getName());
    private static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    /** Asks a proxy not to compress it: nginx and Caddy hold back what they compress, and Caddy 2.6 compresses it all the same. */
    private static final Header NO_TRANSFORM =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store, no-transform");
    /** Has nginx pass on at once what it receives. */
    private static final Header NO_BUFFERING = HeaderValues.createCached("X-Accel-Buffering", "no");

    /** Creates a stream with this media type, of which proxies hold nothing back. */
    public Stream(String type, Writer writer) {
        this(List.of(HeaderValues.create(HeaderNames.CONTENT_TYPE, type), NO_TRANSFORM, NO_BUFFERING), writer);
    }

    /** Returns a stream that browsers save as a file of this name, and don't show. */
    public static Stream file(String name, String type, Writer writer) {
        return new Stream(Response.file(name, type), writer);
    }

    /** Writes a body. */
    @FunctionalInterface
    public interface Writer {
        /** Writes the whole body; a flush sends what was written so far. */
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    @Override
    public void send(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        response.status(Status.OK_200);
        response.header(Response.NO_SNIFF);
        response.header(NO_STORE);
        headers.forEach(response::header);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(OmittedLength.HEADER);
            response.send();
        } else {
            write(response);
        }
    }

    private void write(ServerResponse response) throws InterruptedException {
        var out = new Outgoing(response.outputStream());
        try {
            writer.writeTo(out);
            out.close(); // only on success: closing marks the body as complete
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the client disconnected", e);
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!out.isBegun()) {
                headers.forEach(header -> response.headers().remove(header.headerName()));
                throw e; // it can still be reported, in a response that isn't a download
            }
            LOG.log(Level.ERROR, "a stream failed and was cut off", e);
            throw new CloseConnectionException("the stream can't be completed", e);
        }
    }

    /** Knows whether anything was written. */
    private static final class Outgoing extends FilterOutputStream {
        private boolean isBegun;

        Outgoing(OutputStream out) {
            super(out);
        }

        boolean isBegun() {
            return isBegun;
        }

        @Override
        public void write(int b) throws IOException {
            isBegun = true;
            out.write(b);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            isBegun = true;
            out.write(buffer, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (isBegun) {
                out.flush();
            }
        }
    }
}
