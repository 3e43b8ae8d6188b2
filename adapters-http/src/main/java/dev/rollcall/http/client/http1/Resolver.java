package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.stream.Stream;

/** Resolves host names. */
@FunctionalInterface
interface Resolver {
    /** Why a host may have no address, where there is no IPv6. */
    String NO_IPV6 = "IPv6, which this process can't use: the system lacks it, or java.net.preferIPv4Stack is set";

    /** The platform's: it parses literals at once, including IPv6 with a zone; a lookup of a name may block for any time. */
    Resolver PLATFORM = host -> usable(host, hasIpv6());

    /**
     * Returns the addresses of a host, at least one, in any order.
     *
     * @throws UnknownHostException if there are none
     * @throws ProtocolException if there are none that can be used here; the message says why
     */
    List<InetAddress> addresses(String host) throws IOException;

    /** Returns the addresses that this process can connect to. */
    static List<InetAddress> usable(String host, boolean hasIpv6) throws IOException {
        try {
            List<InetAddress> usable = Stream.of(InetAddress.getAllByName(known(host)))
                    .filter(address -> hasIpv6 || address instanceof Inet4Address)
                    .toList();
            if (usable.isEmpty()) {
                throw new ProtocolException("the host only has addresses of " + NO_IPV6);
            }
            return usable;
        } catch (UnknownHostException e) {
            if (hasIpv6) {
                throw e;
            }
            throw new ProtocolException("host not found, unless by " + NO_IPV6);
        }
    }

    /**
     * Returns the host in a form that the platform resolves. A zone becomes the index of its network interface: by name, the platform only
     * finds interfaces that have such an address. {@code localhost.} is this machine too (RFC 6761, section 6.3).
     */
    private static String known(String host) throws IOException {
        if (host.equalsIgnoreCase("localhost.")) {
            return "localhost";
        }
        int zone = host.indexOf('%') + 1;
        if (zone == 0 || Character.isDigit(host.charAt(zone))) {
            return host;
        }
        NetworkInterface named = NetworkInterface.getByName(host.substring(zone));
        if (named == null) {
            throw new ProtocolException("no network interface is called " + host.substring(zone));
        }
        return host.substring(0, zone) + named.getIndex();
    }

    private static boolean hasIpv6() {
        try (SocketChannel tried = SocketChannel.open(StandardProtocolFamily.INET6)) {
            return tried.isOpen();
        } catch (UnsupportedOperationException e) {
            return false;
        } catch (IOException e) {
            // failed for another reason
            return true;
        }
    }
}
