package dev.rollcall.http.server.origin;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers in which proxies say how a request was made. They set one kind of them, and may pass the other on as the client made it up, so
 * only one kind is ever read.
 */
public enum Forwarding {
    /** {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}. Each proxy adds an address to the first; of the others, the last value counts. */
    X_FORWARDED("x-forwarded") {
        @Override
        List<Hop> hops(Headers headers) {
            Optional<String> scheme = last(headers, PROTO);
            Optional<String> host = last(headers, HOST);
            List<String> nodes = listed(headers, FOR);
            return nodes.isEmpty()
                    ? List.of(new Hop(Optional.empty(), scheme, host))
                    : nodes.reversed().stream()
                            .map(node -> new Hop(address(node), scheme, host))
                            .toList();
        }
    },

    /** {@code Forwarded} (RFC 7239), to which each proxy adds an element. A malformed one says nothing. */
    FORWARDED("forwarded") {
        @Override
        List<Hop> hops(Headers headers) {
            return elements(all(headers, HeaderNames.FORWARDED)).reversed().stream()
                    .map(pairs -> new Hop(
                            Optional.ofNullable(pairs.get("for")).flatMap(Forwarding::address),
                            Optional.ofNullable(pairs.get("proto")),
                            Optional.ofNullable(pairs.get("host"))))
                    .toList();
        }
    };

    private static final HeaderName FOR = HeaderNames.X_FORWARDED_FOR;
    private static final HeaderName PROTO = HeaderNames.X_FORWARDED_PROTO;
    private static final HeaderName HOST = HeaderNames.X_FORWARDED_HOST;

    /** A pair of an element, perhaps without its value in quotes, and what is behind it. */
    private static final Pattern PAIR = Pattern.compile(
            "\\s*+(?:([!#-'*+.0-9A-Z^-z|~-]++)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s\";,]++))\\s*+)?+([;,]|$)");

    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");

    private final String word;

    Forwarding(String word) {
        this.word = word;
    }

    /** Returns the word for it in settings. */
    public String word() {
        return word;
    }

    /**
     * Returns that with a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Forwarding of(String word) {
        return Arrays.stream(values())
                .filter(forwarding -> forwarding.word.equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there are no such headers: " + word));
    }

    /** Returns what the proxies say, the nearest one first. */
    abstract List<Hop> hops(Headers headers);

    /**
     * How a proxy got the request.
     *
     * @param client the address from which; empty if that isn't told
     * @param scheme the scheme of the URI; empty if that isn't told
     * @param host the host; empty if that isn't told
     */
    record Hop(Optional<InetAddress> client, Optional<String> scheme, Optional<String> host) {
        /** Returns how the request was made that was received this way. */
        Forwarded before(Forwarded received) {
            return new Forwarded(
                    client.orElse(received.client()),
                    scheme.map("https"::equalsIgnoreCase).orElse(received.isTls()),
                    host.orElse(received.host()));
        }
    }

    /** Returns the address of a node (RFC 7239, section 6), which may have a port; IPv6 may lack its brackets. Empty if it is hidden. */
    private static Optional<InetAddress> address(String node) {
        boolean isBare = !node.startsWith("[") && node.indexOf(':') != node.lastIndexOf(':');
        return Hosts.address(isBare ? node : Hosts.host(node));
    }

    private static String all(Headers headers, HeaderName name) {
        return headers.contains(name) ? String.join(",", headers.get(name).allValues()) : "";
    }

    private static List<String> listed(Headers headers, HeaderName name) {
        return Arrays.stream(all(headers, name).split(",", -1))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Optional<String> last(Headers headers, HeaderName name) {
        List<String> values = listed(headers, name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    private static List<Map<String, String>> elements(String header) {
        List<Map<String, String>> elements = new ArrayList<>();
        Map<String, String> element = new HashMap<>();
        Matcher pair = PAIR.matcher(header);
        int end = 0;
        while (end < header.length() && pair.find(end) && pair.start() == end) {
            if (pair.group(1) != null) {
                element.put(pair.group(1).toLowerCase(Locale.ROOT), value(pair));
            }
            if (!pair.group(4).equals(";") && !element.isEmpty()) {
                elements.add(element);
                element = new HashMap<>();
            }
            end = pair.end();
        }
        return end < header.length() ? List.of() : elements;
    }

    private static String value(Matcher pair) {
        return pair.group(2) == null
                ? pair.group(3)
                : QUOTED_PAIR.matcher(pair.group(2)).replaceAll("$1");
    }
}
