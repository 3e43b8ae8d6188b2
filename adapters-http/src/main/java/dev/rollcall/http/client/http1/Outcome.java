package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;

/** The outcome of an exchange. */
public sealed interface Outcome {
    /** Returns the exchange. */
    Exchange exchange();

    /**
     * Returns whether the connection was reused so soon that late stray bytes of the response before could be taken for this one.
     */
    boolean hurried();

    /** A response was received. */
    record Received(Exchange exchange, RemoteResponse response, boolean hurried) implements Outcome {}

    /** There is no response: the bytes are {@link Malformed}, or the connection broke or couldn't be opened. */
    record Broke(Exchange exchange, IOException failure, boolean hurried) implements Outcome {}
}
