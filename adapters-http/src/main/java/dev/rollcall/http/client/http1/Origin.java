package dev.rollcall.http.client.http1;

import java.net.URI;

/**
 * Where a remote is reached (RFC 6454, section 4).
 *
 * @param secure whether by TLS
 * @param host the name or the IP address of the host as its URIs spell it: IPv6 in brackets, and perhaps with a zone
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

    /**
     * Returns the host, and the port if it is told: what the field {@code Host} says (RFC 9110, section 7.2). It has no zone, which
     * means something on this machine alone (RFC 6874, section 1).
     */
    public String authority() {
        String authority = text.substring(text.indexOf("//") + 2);
        int zone = authority.indexOf('%');
        return zone < 0 ? authority : authority.substring(0, zone) + authority.substring(authority.indexOf(']'));
    }

    /**
     * Returns the host as a certificate names it: IPv6 without brackets and zone, a name without the dot that may end it to say that
     * it is complete.
     */
    public String bareHost() {
        String bare = unbracketed();
        int zone = bare.indexOf('%');
        if (zone >= 0) {
            return bare.substring(0, zone);
        }
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** Returns the host as the platform finds it: IPv6 without brackets, its zone behind a {@code %}; a name as it is. */
    String platformHost() {
        String bare = unbracketed();
        int zone = bare.indexOf('%');
        // in a URI the % must be encoded itself (RFC 6874, section 2), but not everybody knows
        boolean isEncoded = zone >= 0 && bare.startsWith("25", zone + 1) && bare.length() > zone + 3;
        return isEncoded ? bare.substring(0, zone + 1) + bare.substring(zone + 3) : bare;
    }

    private String unbracketed() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns whether the host is an IP address and not a name. */
    public boolean isAddress() {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }
}
