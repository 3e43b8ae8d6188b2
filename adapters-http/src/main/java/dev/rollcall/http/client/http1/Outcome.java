package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;

/** What came of an exchange. */
public sealed interface Outcome {
    /** Returns the exchange that has ended. */
    Exchange exchange();

    /**
     * Returns whether the connection had been used again at once, so that a late stray byte of the response before could be taken for the
     * beginning of this one.
     */
    boolean hurried();

    /** The response came. */
    record Received(Exchange exchange, RemoteResponse response, boolean hurried) implements Outcome {}

    /** There is no response: {@link Malformed} if what came is none, else the connection broke, or there was none to be had. */
    record Broke(Exchange exchange, IOException failure, boolean hurried) implements Outcome {}
}
