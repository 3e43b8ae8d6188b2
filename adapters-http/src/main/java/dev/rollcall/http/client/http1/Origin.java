package dev.rollcall.http.client.http1;

import java.net.URI;

/**
 * Where a remote is reached (RFC 6454, section 4).
 *
 * @param secure whether by TLS
 * @param host the name or the IP address of the host, IPv6 in brackets
 * @param port the TCP port
 * @param text the scheme and the authority, as they stand at the beginning of its URIs
 */
public record Origin(boolean secure, String host, int port, String text) {
    /** Returns the origin of an absolute {@code http} or {@code https} URI. */
    public static Origin of(URI uri) {
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        return new Origin(secure, uri.getHost(), port, uri.getScheme() + "://" + uri.getRawAuthority());
    }

    /** Returns the host, and the port if it is told: what the field {@code Host} says (RFC 9110, section 7.2). */
    public String authority() {
        return text.substring(text.indexOf("//") + 2);
    }

    /** Returns the host, IPv6 without brackets. */
    public String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns whether the host is an IP address and not a name. */
    public boolean isAddress() {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }
}
