package dev.rollcall.http.client.response;

import dev.rollcall.http.client.http1.Outcome;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A second implementation of the rules of {@link ResponseReader}, to compare with: slow, on the complete text, with regular
 * expressions.
 */
final class ReferenceResponse {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.([01]) ([1-5][0-9]{2})( .*)?", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*", Pattern.DOTALL);
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,15})[ \t]*(;.*)?", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F]");
    private static final BigInteger MAX_LENGTH = BigInteger.valueOf(Long.MAX_VALUE / 10 * 10 - 1);

    /** Result of parsing a response: malformed, truncated, or its content. */
    record Outcome(String kind, int status, String body, String rest, boolean persistent) {
        static final Outcome MALFORMED = new Outcome("malformed", 0, "", "", false);
        static final Outcome CUT = new Outcome("cut", 0, "", "", false);
    }

    /** Ends the reading early. */
    @SuppressWarnings("serial")
    private static final class Ended extends RuntimeException {
        private final Outcome outcome;

        Ended(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    private final String text;
    private int at;
    private boolean old;
    private boolean chunked;
    private boolean close;
    private @Nullable BigInteger length;

    private ReferenceResponse(String text) {
        this.text = text;
    }

    /** Reads a response that ends with its connection. */
    static Outcome read(byte[] bytes) {
        try {
            return new ReferenceResponse(new String(bytes, StandardCharsets.ISO_8859_1)).read();
        } catch (Ended e) {
            return e.outcome;
        }
    }

    private Outcome read() {
        for (int interim = 0; interim <= 8; interim++) {
            old = false;
            chunked = false;
            close = false;
            length = null;
            int status = head();
            if (status >= 200) {
                return response(status);
            }
        }
        throw new Ended(Outcome.MALFORMED);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new Ended(Outcome.MALFORMED);
        }
    }

    private static void enough(boolean holds) {
        if (!holds) {
            throw new Ended(Outcome.CUT);
        }
    }

    private void literal(String expected) {
        String found = text.substring(at, Math.min(text.length(), at + expected.length()));
        require(expected.startsWith(found));
        enough(found.length() == expected.length());
        at += found.length();
    }

    private String line(int max) {
        Matcher control = CONTROL.matcher(text);
        int end = control.find(at) ? control.start() : text.length();
        require(end - at <= max);
        enough(end < text.length());
        require(text.charAt(end) == '\r');
        enough(end + 1 < text.length());
        require(text.charAt(end + 1) == '\n');
        String line = text.substring(at, end);
        at = end + 2;
        return line;
    }

    private int head() {
        int begin = at;
        literal("HTTP/1.");
        at = begin;
        String first = line(32 * 1024 + 7);
        Matcher status = STATUS.matcher(first);
        require(status.matches());
        old = status.group(1).equals("0");
        section(32 * 1024 - first.length() + 7, true);
        require(!(chunked && (length != null || old)));
        require(!status.group(2).equals("101"));
        return Integer.parseInt(status.group(2));
    }

    private void section(int max, boolean kept) {
        int left = max;
        int count = 0;
        for (String line = line(left); !line.isEmpty(); line = line(left)) {
            left -= line.length();
            Matcher field = FIELD.matcher(line);
            require(++count <= 100 && field.matches());
            if (kept) {
                keep(field.group(1).toLowerCase(Locale.ROOT), field.group(2));
            }
        }
    }

    private void keep(String name, String value) {
        List<String> members = Arrays.stream(value.split(",", -1))
                .map(member -> member.replaceAll("^[ \t]+|[ \t]+$", "").toLowerCase(Locale.ROOT))
                .toList();
        switch (name) {
            case "connection" -> close |= members.contains("close");
            case "content-length" -> members.forEach(this::length);
            case "transfer-encoding" -> {
                require(!chunked && value.equalsIgnoreCase("chunked"));
                chunked = true;
            }
            default -> {}
        }
    }

    private void length(String digits) {
        require(digits.matches("[0-9]+"));
        var number = new BigInteger(digits);
        require(number.compareTo(MAX_LENGTH) <= 0 && (length == null || length.equals(number)));
        length = number;
    }

    private Outcome response(int status) {
        boolean bodiless = status == 204 || status == 304;
        boolean persistent = !old
                && !close
                && status != 421
                && (bodiless ? !chunked && (length == null || length.signum() == 0) : chunked || length != null);
        String body = bodiless ? "" : body();
        return new Outcome("response", status, body, text.substring(at), persistent);
    }

    private String body() {
        if (chunked) {
            return chunks();
        }
        if (length == null) {
            return take(text.length() - at);
        }
        enough(length.compareTo(BigInteger.valueOf(text.length() - at)) <= 0);
        return take(length.intValueExact());
    }

    private String chunks() {
        var body = new StringBuilder();
        while (true) {
            Matcher chunk = CHUNK.matcher(line(1024));
            require(chunk.matches());
            long size = Long.parseLong(chunk.group(1), 16);
            if (size == 0) {
                section(32 * 1024, false);
                return body.toString();
            }
            enough(size <= text.length() - at);
            body.append(take((int) size));
            literal("\r\n");
        }
    }

    private String take(int count) {
        at += count;
        return text.substring(at - count, at);
    }
}
