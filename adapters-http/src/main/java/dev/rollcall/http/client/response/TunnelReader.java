package dev.rollcall.http.client.response;

/**
 * Incremental parser of a proxy's response to {@code CONNECT} (RFC 9110, section 9.3.6): its head alone, since the tunnel begins behind a
 * success, and a refusal ends the connection. Interim responses are skipped. For one thread.
 */
public final class TunnelReader {
    private ResponseHead head = ResponseHead.ofTunnel();
    private int interim;

    /**
     * Parses what has arrived. Returns whether the head is complete.
     *
     * @throws Malformed as soon as the response is invalid
     */
    public boolean advance(ReceiveBuffer in) throws Malformed {
        while (head.advance(in)) {
            if (head.status() >= 200) {
                return true;
            }
            interim++;
            if (interim > ResponseHead.MAX_INTERIM) {
                throw new Malformed("there are more than %s interim responses".formatted(ResponseHead.MAX_INTERIM));
            }
            head = ResponseHead.ofTunnel();
        }
        return false;
    }

    /** Returns whether the tunnel is open: any 2xx. */
    public boolean isOpen() {
        return head.status() / 100 == 2;
    }

    /** Returns the status code, 200 to 599. */
    public int status() {
        return head.status();
    }

    /** Returns the reason phrase as it was sent, which may be empty. */
    public String reason() {
        return head.reason();
    }
}
