package dev.rollcall.http.server.connection;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.Optional;

/**
 * Follows the bytes of a connection and tells where each request ends (RFC 9112, sections 2 to 7), so that the server behind it is never
 * given a byte of the next request as long as it is busy with this one, whatever it makes of the head.
 *
 * <p>It is strict: where a head leaves any doubt about the end of its request, that request is the last one. For one thread.
 */
final class RequestFraming {
    /** How much of a head is read, in bytes: one that is refused is read to its end first, or the client might not read why. */
    static final int MAX_HEAD = 1024 * 1024;

    private static final byte[] NOTHING = {};

    /** Where the next byte belongs. */
    enum Place {
        /** To the next request, if there may be one. */
        BETWEEN,
        HEAD,
        BODY,
        /** Nowhere: after the request that was begun last no other is read. */
        END
    }

    private final HeadBytes head = new HeadBytes(MAX_HEAD);
    private Place place = Place.BETWEEN;
    private BodyFraming body = BodyFraming.NONE;
    private boolean expectsContinue;

    Place place() {
        return place;
    }

    /** Returns whether the client waits with the body until it is told to go on (RFC 9110, section 10.1.1), if the request has a body. */
    boolean expectsContinue() {
        return expectsContinue;
    }

    /**
     * Takes the next bytes, to the end of the head or of the request at most.
     *
     * @return what the server's reader is given for them; empty if more must come first, or if the place is {@link Place#END}
     * @throws RequestException if the head is too long or of another version of HTTP, or the body isn't framed as its head says
     */
    byte[] pass(Received received) {
        return switch (place) {
            case BETWEEN, HEAD -> passHead(received);
            case BODY -> passBody(received);
            case END -> received.take(0);
        };
    }

    private byte[] passHead(Received received) {
        if (place == Place.BETWEEN) {
            head.clear();
            place = Place.HEAD;
        }
        byte[] passed = head.pass(received);
        Optional<Status> refusal = head.refusal();
        if (refusal.isPresent()) {
            if (head.isComplete() || head.isFull()) {
                place = Place.END;
                throw refused(refusal.get());
            }
            return NOTHING;
        }
        if (head.isComplete()) {
            begin(head.read());
        }
        return passed;
    }

    private static RequestException refused(Status status) {
        return RequestException.builder()
                .type(EventType.OTHER)
                .status(status)
                .setKeepAlive(false)
                .message(status.reasonPhrase())
                .build();
    }

    private void begin(HeadFraming read) {
        body = read.body();
        expectsContinue = read.expectsContinue() && !body.isComplete();
        place = !read.isSure() ? Place.END : body.isComplete() ? Place.BETWEEN : Place.BODY;
    }

    private byte[] passBody(Received received) {
        try {
            byte[] passed = body.pass(received);
            place = body.isComplete() ? Place.BETWEEN : Place.BODY;
            return passed;
        } catch (RequestException e) {
            place = Place.END;
            throw e;
        }
    }
}
