package dev.rollcall.http.client.listing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reads the field {@code Link} (RFC 8288, section 3, and appendix B.2), in one pass. For one thread. */
final class LinkField {
    private static final String ENDS_TOKEN = " \t;,=\"";

    private final String value;
    private int at;

    private LinkField(String value) {
        this.value = value;
    }

    /** Returns the target of the first link with the relation {@code next}, as it was sent; empty if there is none. */
    static Optional<String> next(String value) {
        return new LinkField(value).next();
    }

    private Optional<String> next() {
        for (int begin = value.indexOf('<', at); begin >= 0; begin = value.indexOf('<', at)) {
            int end = value.indexOf('>', begin);
            if (end < 0) {
                return Optional.empty();
            }
            at = end + 1;
            if (isNext()) {
                return Optional.of(value.substring(begin + 1, end).strip());
            }
        }
        return Optional.empty();
    }

    /** Reads the parameters. Returns whether the first {@code rel} says so; later ones are ignored (RFC 8288, section 3.3). */
    private boolean isNext() {
        Optional<String> relation = Optional.empty();
        while (skips(';')) {
            String name = token();
            String text = skips('=') ? text() : "";
            if (name.equalsIgnoreCase("rel") && relation.isEmpty()) {
                relation = Optional.of(text);
            }
        }
        String types = relation.orElse("").toLowerCase(Locale.ROOT).strip();
        return Arrays.asList(types.split("\\s+")).contains("next");
    }

    private boolean skips(char separator) {
        skipBlanks();
        boolean isThere = at < value.length() && value.charAt(at) == separator;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private void skipBlanks() {
        while (at < value.length() && (value.charAt(at) == ' ' || value.charAt(at) == '\t')) {
            at++;
        }
    }

    private String token() {
        skipBlanks();
        int begin = at;
        while (at < value.length() && ENDS_TOKEN.indexOf(value.charAt(at)) < 0) {
            at++;
        }
        return value.substring(begin, at);
    }

    /** Reads a token, or a quoted string (RFC 9110, section 5.6.4). */
    private String text() {
        if (!skips('"')) {
            return token();
        }
        var text = new StringBuilder();
        while (at < value.length() && value.charAt(at) != '"') {
            at += value.charAt(at) == '\\' && at + 1 < value.length() ? 1 : 0;
            text.append(value.charAt(at));
            at++;
        }
        at++;
        return text.toString();
    }
}
