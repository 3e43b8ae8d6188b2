package dev.rollcall.http.server.origin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts to which a server answers. A page can have its own name resolved to any address (DNS rebinding), and may then do all that the
 * page of that name may. But the browser still calls the server by that name, which isn't one of these.
 *
 * <p>Ports are ignored, and so are case and a dot at the end of a name. Addresses are compared as addresses, however they are written. Safe
 * for use by many threads.
 */
final class Hosts {
    private static final String WILDCARD = "*";
    private static final String LOCALHOST = "localhost";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    private final boolean isPublic;
    private final Set<String> names;

    /**
     * Creates it.
     *
     * @param isPublic whether the server listens elsewhere than on a loopback address; if not, it answers to loopback names
     * @param names other hosts (RFC 3986, section 3.2.2) to which it answers; {@code *.} stands for one or more labels. None, if it is
     *     public: all
     */
    Hosts(boolean isPublic, Collection<String> names) {
        this.isPublic = isPublic;
        this.names = names.stream().map(Hosts::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether the server answers to the host of an authority (RFC 3986, section 3.2), which may be malformed. */
    boolean include(String authority) {
        if (names.isEmpty() && isPublic) {
            return true;
        }
        String host = host(authority);
        String name = canonical(host);
        return names.contains(name) || isWithin(name) || (!isPublic && isLoopback(name));
    }

    /** Returns whether an authority means this machine to everybody. */
    static boolean areLoopback(String authority) {
        return isLoopback(canonical(host(authority)));
    }

    /** Returns an authority without its port; user info stays, so that it matches nothing. */
    static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    private static String canonical(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return address(name).map(InetAddress::getHostAddress).orElseGet(() -> name.toLowerCase(Locale.ROOT));
    }

    /** Returns the address that a host is; empty if it is a name. Nothing is looked up. */
    static Optional<InetAddress> address(String host) {
        try {
            if (host.indexOf(':') < 0) {
                return numeric(host);
            }
            return Optional.of(InetAddress.getByName(host.startsWith("[") ? host : "[" + host + "]"));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Returns the IPv4 address that one to four numbers stand for, of which the last one fills the rest (POSIX, inet_addr). */
    private static Optional<InetAddress> numeric(String host) throws UnknownHostException {
        String[] parts = host.split("\\.", -1);
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            int bits = i < parts.length - 1 ? Byte.SIZE : Integer.SIZE - i * Byte.SIZE;
            if (i > 3 || !NUMBER.matcher(parts[i]).matches() || Long.parseLong(parts[i]) >= 1L << bits) {
                return Optional.empty();
            }
            address = address << bits | Long.parseLong(parts[i]);
        }
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) address).array();
        return Optional.of(InetAddress.getByAddress(bytes));
    }

    /** Returns whether there is a wildcard for the name. */
    private boolean isWithin(String host) {
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            if (names.contains(WILDCARD + host.substring(dot))) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a host means this machine to everybody (RFC 6761, section 6.3). */
    private static boolean isLoopback(String host) {
        return host.equals(LOCALHOST)
                || host.endsWith("." + LOCALHOST)
                || address(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }
}
