package dev.rollcall.http.server.origin;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IP addresses and networks, such as {@code 10.0.0.0/8} and {@code fd00::/8} (RFC 4632, section 3.1; RFC 4291, section 2.3).
 *
 * @param text how they were given
 */
public record Networks(List<String> text) {
    /** No address. */
    public static final Networks NONE = new Networks(List.of());

    /** All four numbers of an IPv4 address, or an IPv6 address, and perhaps the length of a prefix. */
    private static final Pattern NETWORK = Pattern.compile("([0-9]+(?:\\.[0-9]+){3}|[^/]*:[^/]*)(?:/([0-9]{1,3}))?");

    private record Network(InetAddress address, int prefix) {
        static Network of(String text) {
            Matcher parts = NETWORK.matcher(text);
            InetAddress address = Optional.of(parts)
                    .filter(Matcher::matches)
                    .flatMap(found -> Hosts.address(found.group(1)))
                    .orElseThrow(() -> malformed(text));
            int bits = address.getAddress().length * Byte.SIZE;
            int prefix = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2));
            if (prefix > bits) {
                throw malformed(text);
            }
            return new Network(address, prefix);
        }

        private static IllegalArgumentException malformed(String text) {
            return new IllegalArgumentException("must be an IP address or a network such as 10.0.0.0/8: " + text);
        }

        boolean includes(InetAddress other) {
            int bits = address.getAddress().length * Byte.SIZE;
            return other.getAddress().length == address.getAddress().length
                    && number(address)
                                    .xor(number(other))
                                    .shiftRight(bits - prefix)
                                    .signum()
                            == 0;
        }

        private static BigInteger number(InetAddress address) {
            return new BigInteger(1, address.getAddress());
        }
    }

    /**
     * Validates them.
     *
     * @throws IllegalArgumentException if one isn't an address or a network
     */
    public Networks {
        text = List.copyOf(text);
        text.forEach(Network::of);
    }

    /** Returns whether an address is one of them, or in one of them. */
    boolean include(InetAddress address) {
        return text.stream().map(Network::of).anyMatch(network -> network.includes(address));
    }
}
