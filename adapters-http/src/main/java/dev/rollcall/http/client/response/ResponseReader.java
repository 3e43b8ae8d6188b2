package dev.rollcall.http.client.response;

import java.io.EOFException;
import org.jspecify.annotations.Nullable;

/** Incremental parser of one response; skips interim ones (1xx). For one thread. */
public final class ResponseReader {
    /** The most bytes of content that are read of other statuses than 200; beyond them, another connection is cheaper. */
    static final int MAX_REST = 8 * 1024;

    private final BodyMemory memory;
    private ResponseHead head = ResponseHead.ofResponse();
    private int interim;
    private @Nullable ResponseBody body;
    private boolean whole;

    /** Creates a reader; a large body needs a permit of the memory. */
    public ResponseReader(BodyMemory memory) {
        this.memory = memory;
    }

    /**
     * Parses what has arrived. Returns whether it is done: the response is complete, or its body exceeds the limit.
     *
     * @throws Malformed as soon as the response is invalid
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
            body = new ResponseBody(head.framing(), head.status() == 200 ? memory.most() : MAX_REST, memory);
            return;
        }
        interim++;
        if (interim > ResponseHead.MAX_INTERIM) {
            throw new Malformed("there are more than %s interim responses".formatted(ResponseHead.MAX_INTERIM));
        }
        head = ResponseHead.ofResponse();
    }

    /** Returns whether it waits for a permit for a large body. */
    public boolean isStarved() {
        return body != null && body.isStarved();
    }

    /** Passes the body's memory permit on to the caller, who must release it. Returns false if it has none. */
    public boolean yieldsPermit() {
        return body != null && body.yieldsPermit();
    }

    /**
     * Takes the end of the connection, which may complete the response.
     *
     * @throws EOFException if the response is truncated
     */
    public void end() throws EOFException {
        if (body == null || !body.endsWithConnection()) {
            throw new EOFException("the remote closed the connection before the end of the response");
        }
        whole = true;
    }

    /** Returns whether the head suffices: it was read, and its status isn't 200. */
    public boolean isDecided() {
        return body != null && head.status() != 200;
    }

    /** Returns whether the connection can be reused, as far as this response tells. */
    public boolean isPersistent() {
        return whole && head.isPersistent();
    }

    /** Returns the response. Its head must have been read. */
    public RemoteResponse response() {
        ResponseBody read = body;
        if (read == null) {
            throw new IllegalStateException("the head has not come yet");
        }
        return new RemoteResponse(head, read, memory.most(), whole);
    }
}
