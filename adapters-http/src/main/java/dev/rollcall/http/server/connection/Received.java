package dev.rollcall.http.server.connection;

import java.util.Arrays;

/** Bytes that were read from a connection, and how many of them were taken. For one thread at a time. */
final class Received {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int at;

    /** Receives more; what was received before must have been taken. */
    void receive(byte[] more) {
        bytes = more;
        at = 0;
    }

    boolean isEmpty() {
        return at == bytes.length;
    }

    /** Returns how many bytes there are to take. */
    int available() {
        return bytes.length - at;
    }

    /** Returns one of the bytes to take, without taking it. */
    byte peek(int index) {
        return bytes[at + index];
    }

    /** Takes the next byte. */
    byte take() {
        return bytes[at++];
    }

    /** Takes this many bytes. */
    byte[] take(int count) {
        byte[] taken = at == 0 && count == bytes.length ? bytes : Arrays.copyOfRange(bytes, at, at + count);
        at += count;
        return taken;
    }
}
