package dev.rollcall.http.client.http1;

/** A request and its callbacks. */
public interface Exchange {
    /** Returns the complete request: a head that ends in an empty line. */
    byte[] request();

    /**
     * The request is sent. Called again whenever it is sent again, because the remote had closed the connection before.
     */
    void sent();

    /**
     * Returns whether the request needs a sure connection: one that is new, or was idle long enough without a
     * stray byte, so that none can be taken for the response.
     */
    default boolean mustBeSure() {
        return false;
    }
}
