package dev.rollcall.http.client.network;

import java.net.URI;

/**
 * The origin of a remote (RFC 6454, section 4).
 *
 * @param secure whether it uses TLS
 * @param host the host name or IP address as its URIs spell it: IPv6 in brackets, possibly with a zone
 * @param port the TCP port
 * @param text the scheme and the authority, as its URIs begin
 */
public record Origin(boolean secure, String host, int port, String text) {
    /** Returns the origin of an absolute {@code http} or {@code https} URI. */
    public static Origin of(URI uri) {
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        return new Origin(secure, uri.getHost(), port, uri.getScheme() + "://" + uri.getRawAuthority());
    }

    /**
     * Returns the value of {@code Host} (RFC 9110, section 7.2): the host, and the port if the URI has one. A zone is left out, since it has
     * a meaning only on this machine (RFC 6874, section 1).
     */
    public String authority() {
        String authority = text.substring(text.indexOf("//") + 2);
        int zone = authority.indexOf('%');
        return zone < 0 ? authority : authority.substring(0, zone) + authority.substring(authority.indexOf(']'));
    }

    /** Returns host and port, without a zone, as a {@code CONNECT} names them (RFC 9110, section 9.3.6). */
    public String hostAndPort() {
        int zone = host.indexOf('%');
        return (zone < 0 ? host : host.substring(0, zone) + "]") + ":" + port;
    }

    /**
     * Returns the host as a certificate names it: IPv6 without brackets and zone, a name without a trailing dot.
     */
    public String bareHost() {
        String bare = unbracketed();
        int zone = bare.indexOf('%');
        if (zone >= 0) {
            return bare.substring(0, zone);
        }
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** Returns the host for the platform's resolver: IPv6 without brackets, its zone behind a {@code %}; a name unchanged. */
    public String platformHost() {
        String bare = unbracketed();
        int zone = bare.indexOf('%');
        // in a URI the % must be encoded (RFC 6874, section 2), but often isn't
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
