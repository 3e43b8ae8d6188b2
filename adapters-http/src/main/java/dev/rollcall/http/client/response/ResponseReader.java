package dev.rollcall.http.client.response;

import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/** Reads one response as it comes in; interim ones (1xx) are passed over. For one thread. */
public final class ResponseReader {
    /** The most bytes of content that are read of any other, rather than open another connection. */
    static final int MAX_REST = 8 * 1024;

    private final BodyMemory memory;
    private ResponseHead head = ResponseHead.ofResponse();
    private int interim;
    private @Nullable ResponseBody body;
    private boolean whole;

    /** Begins a response, whose body has to fit into the memory. */
    public ResponseReader(BodyMemory memory) {
        this.memory = memory;
    }

    /**
     * Takes what came of it. Returns whether there is nothing more to wait for: the response is whole, or what is left of it is too
     * long to be read.
     *
     * @throws Malformed as soon as it can't become one
     */
    public boolean advance(ReceiveBuffer in) throws Malformed {
        while (body == null) {
            if (!head.advance(in)) {
                return false;
            }
            headIsWhole();
        }
        whole = body.advance(in);
        return whole || body.isOverlong();
    }

    private void headIsWhole() throws Malformed {
        if (head.status() >= 200) {
            body = new ResponseBody(
                    head.framing(), head.status() == 200 ? RemoteResponse.MAX_CONTENT : MAX_REST, memory);
            return;
        }
        interim++;
        if (interim > ResponseHead.MAX_INTERIM) {
            throw new Malformed("there are more than %s interim responses".formatted(ResponseHead.MAX_INTERIM));
        }
        head = ResponseHead.ofResponse();
    }

    /** Returns whether it can only go on when there is memory for a large body again. */
    public boolean isStarved() {
        return body != null && body.isStarved();
    }

    /** Returns whether the body has a place in the memory, which is for the caller to give back from now on. */
    public boolean yieldsPlace() {
        return body != null && body.yieldsPlace();
    }

    /**
     * The connection ended. If that ends the response, it is whole.
     *
     * @throws EOFException if the response is cut off
     */
    public void end() throws EOFException {
        if (body == null || !body.endsWithConnection()) {
            throw new EOFException("the remote closed the connection before the end of the response");
        }
        whole = true;
    }

    /** Returns whether the status says it all: the head came, and the content is of no interest. */
    public boolean isDecided() {
        return body != null && head.status() != 200;
    }

    /** Returns whether the connection is ready for another request, as far as this response tells. */
    public boolean isPersistent() {
        return whole && head.isPersistent();
    }

    /** Returns the response, whose head must have come. */
    public RemoteResponse response() {
        ResponseBody read = body;
        if (read == null) {
            throw new IllegalStateException("the head has not come yet");
        }
        return new RemoteResponse(head, read, whole);
    }
}
