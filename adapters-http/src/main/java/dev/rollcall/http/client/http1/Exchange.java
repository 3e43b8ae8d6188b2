package dev.rollcall.http.client.http1;

import java.io.IOException;

/**
 * A request and what comes of it. It is told once, by the thread that owns the {@link Connections}, while that sends the request or
 * waits; unless it is cancelled.
 */
public interface Exchange {
    /** Returns the whole request: a head that ends in an empty line. */
    byte[] request();

    /** The response came. */
    void received(Response response);

    /** There is no response: {@link Malformed} if what came is none, else the connection broke, or there was none to be had. */
    void broke(IOException failure);
}
