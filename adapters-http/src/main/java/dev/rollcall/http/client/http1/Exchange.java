package dev.rollcall.http.client.http1;

/** A request, and whoever waits for what comes of it. */
public interface Exchange {
    /** Returns the whole request: a head that ends in an empty line. */
    byte[] request();

    /**
     * The request is sent now. This is told again each time that it is sent again, since the connection that it was sent on had been closed
     * by the remote before it came.
     */
    void sent();

    /**
     * Returns whether the response must not be taken for another one by mistake: then it is sent on a connection that is new, or has
     * rested for a while without a stray byte.
     */
    default boolean mustBeSure() {
        return false;
    }
}
