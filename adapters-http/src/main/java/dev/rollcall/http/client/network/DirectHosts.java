package dev.rollcall.http.client.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The hosts that are reached without a proxy, as {@code NO_PROXY} lists them: names, which stand for all names below them too, with or
 * without a dot at their beginning; IP addresses and networks ({@code 10.0.0.0/8}, {@code fd00::/8}); and {@code *} alone for all. A port
 * behind one limits it to that. No name is looked up.
 */
final class DirectHosts {
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern ADDRESS =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
    private static final Pattern PORT = Pattern.compile("(?<host>[^:]+|\\[[^]]*])(?::(?<port>[0-9]{1,5}))?");

    private final String text;
    private final List<Predicate<Origin>> entries;

    private DirectHosts(String text, List<Predicate<Origin>> entries) {
        this.text = text;
        this.entries = entries;
    }

    /** Parses a list with commas or white space between its entries. What isn't understood matches nothing, as with curl. */
    static DirectHosts parse(String list) {
        String stripped = list.strip();
        return stripped.equals("*")
                ? new DirectHosts(stripped, List.of(origin -> true))
                : new DirectHosts(
                        stripped,
                        SEPARATOR
                                .splitAsStream(stripped)
                                .filter(entry -> !entry.isEmpty())
                                .map(DirectHosts::entry)
                                .toList());
    }

    /** Returns whether an origin is reached without a proxy. */
    boolean includes(Origin origin) {
        return entries.stream().anyMatch(entry -> entry.test(origin));
    }

    private static Predicate<Origin> entry(String entry) {
        if (ADDRESS.matcher(entry).matches()) {
            return host(entry);
        }
        var parts = PORT.matcher(entry);
        if (!parts.matches()) {
            return network(entry);
        }
        Optional<Integer> port = Optional.ofNullable(parts.group("port")).map(Integer::valueOf);
        Predicate<Origin> host = host(parts.group("host"));
        return origin -> port.stream().allMatch(only -> only == origin.port()) && host.test(origin);
    }

    private static Predicate<Origin> host(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return bare.indexOf('/') >= 0 || ADDRESS.matcher(bare).matches() ? network(bare) : name(bare);
    }

    private static Predicate<Origin> name(String name) {
        String bare = withoutDots(name);
        return origin -> {
            String host = withoutDots(origin.bareHost());
            return !origin.isAddress() && !bare.isEmpty() && (host.equals(bare) || host.endsWith("." + bare));
        };
    }

    private static String withoutDots(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int begin = lower.startsWith(".") ? 1 : 0;
        int end = lower.endsWith(".") && lower.length() > begin ? lower.length() - 1 : lower.length();
        return lower.substring(begin, end);
    }

    private static Predicate<Origin> network(String text) {
        int slash = text.indexOf('/');
        byte[] network = address(slash < 0 ? text : text.substring(0, slash));
        int bits = slash < 0 ? 8 * network.length : bits(text.substring(slash + 1));
        if (network.length == 0 || bits < 0 || bits > 8 * network.length) {
            return origin -> false;
        }
        return origin -> hasPrefix(address(origin.bareHost()), network, bits);
    }

    private static int bits(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    private static boolean hasPrefix(byte[] address, byte[] network, int bits) {
        int rest = 8 * network.length - bits;
        return address.length == network.length
                && number(address).shiftRight(rest).equals(number(network).shiftRight(rest));
    }

    private static BigInteger number(byte[] address) {
        return new BigInteger(1, address);
    }

    /** Returns the bytes of an IP address; none of anything else, which is not looked up. */
    private static byte[] address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(text.indexOf(':') >= 0 ? "[" + text + "]" : text)
                    .getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    /** Returns the list as given. */
    @Override
    public String toString() {
        return text;
    }
}
