package dev.rollcall.http.server;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;

/**
 * A response that is written as it comes to be. If that fails in the midst of it, the connection is cut, so that the client knows;
 * if the client goes away, the next write fails.
 *
 * @param type the media type
 * @param writer writes the body
 */
record Stream(String type, Writer writer) implements Sendable {
    private static final System.Logger LOG = System.getLogger(Stream.class.getName());
    private static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    /** Writes a body, by and by. */
    @FunctionalInterface
    interface Writer {
        /** Writes all of it; what is flushed is sent. */
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    @Override
    public void send(ServerRequest request, ServerResponse response) throws IOException, InterruptedException {
        response.status(Status.OK_200);
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, type));
        response.header(NO_STORE);
        if (request.prologue().method().equals(Method.HEAD)) {
            response.send();
        } else {
            write(response.outputStream());
        }
    }

    private void write(OutputStream out) throws InterruptedException {
        try {
            writer.writeTo(out);
            out.close(); // and only here: what is closed looks complete
        } catch (Problem.Refusal nothingWrittenYet) {
            throw nothingWrittenYet;
        } catch (IOException | UncheckedIOException e) {
            throw new CloseConnectionException("the client went away", e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a stream was cut", e);
            throw new CloseConnectionException("the stream can't be completed", e);
        }
    }
}
