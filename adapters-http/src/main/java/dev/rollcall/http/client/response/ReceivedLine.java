package dev.rollcall.http.client.response;

import java.nio.charset.StandardCharsets;

/** View of a line in the receive buffer, without its CRLF; valid until the next line is consumed. */
final class ReceivedLine {
    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (char c = '!'; c <= '~'; c++) {
            TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
    }

    private byte[] bytes = {};
    private int start;
    private int length;

    /** Moves the view to other bytes. */
    ReceivedLine moved(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.start = start;
        this.length = length;
        return this;
    }

    int length() {
        return length;
    }

    byte at(int index) {
        return bytes[start + index];
    }

    boolean isDigit(int index) {
        return at(index) >= '0' && at(index) <= '9';
    }

    /** Returns a part, decoded as ISO 8859-1. */
    String text(int begin, int end) {
        return new String(bytes, start + begin, end - begin, StandardCharsets.ISO_8859_1);
    }

    /** Returns whether a part equals a text, ignoring case; the text is given in lower case. */
    boolean is(String text, int begin, int end) {
        if (end - begin != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            byte b = at(begin + i);
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the end of the token (RFC 9110, section 5.6.2) at the beginning of the line. */
    int tokenEnd() {
        int at = 0;
        while (at < length && TOKEN[at(at) & 0xFF]) {
            at++;
        }
        return at;
    }

    /** Returns the index of the first comma of a part; its end if there is none. */
    int commaOrEnd(int begin, int end) {
        int at = begin;
        while (at < end && at(at) != ',') {
            at++;
        }
        return at;
    }

    /** Returns the beginning of a part without its leading spaces and tabs. */
    int afterBlanks(int begin, int end) {
        int at = begin;
        while (at < end && isBlank(at(at))) {
            at++;
        }
        return at;
    }

    /** Returns the end of a part without its trailing spaces and tabs. */
    int beforeBlanks(int begin, int end) {
        int at = end;
        while (at > begin && isBlank(at(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
