package dev.rollcall.http.client.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy (RFC 9110, section 3.7), which is itself reached without TLS. It tunnels to {@code https} remotes and forwards requests to
 * {@code http} ones.
 *
 * @param host the host name or IP address; IPv6 in brackets
 * @param port the TCP port, 1 to 65535
 * @param authorization the value of {@code Proxy-Authorization} (RFC 9110, section 11.7.2), such as {@code Basic …}; empty for none.
 *     It is sent to the proxy and never shown
 */
public record HttpProxy(String host, int port, Optional<String> authorization) {
    private static final int HIGHEST_PORT = 65535;
    /** An unencoded {@code @} or {@code /} of a password is accepted: the host can't have one. */
    private static final Pattern URI_TEXT = Pattern.compile(
            "(?i:http)://(?:(?<user>.*)@)?(?<host>[^@/?#:\\[\\]]+|\\[[^@/]+])(?::(?<port>[0-9]{1,5}))?/?");

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?\\.?");

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException if one is invalid; the message doesn't show the authorization
     */
    public HttpProxy {
        check(isHost(host), "proxy must have a host name, or an IP address with IPv6 in brackets");
        check(port >= 1 && port <= HIGHEST_PORT, "proxy must have a port from 1 to 65535");
        check(
                authorization.stream().allMatch(text -> text.matches("[!-~]([ -~]*[!-~])?")),
                "credentials must be ASCII");
    }

    /**
     * Parses {@code http://host:port} or {@code http://user:password@host:port}, with user and password percent-encoded where they have a
     * {@code %} or, in the user, a colon. They are sent by basic authentication (RFC 7617).
     *
     * @throws IllegalArgumentException if it is invalid; the message doesn't show it, since it may have a password
     */
    public static HttpProxy parse(String uri) {
        return parse(uri, Optional.empty());
    }

    /** Parses it with a port for one without. */
    static HttpProxy parse(String uri, Optional<Integer> defaultPort) {
        Matcher parts = URI_TEXT.matcher(uri);
        check(parts.matches(), "proxy must be http://host:port or http://user:password@host:port");
        int port = Optional.ofNullable(parts.group("port"))
                .map(Integer::valueOf)
                .or(() -> defaultPort)
                .orElse(0);
        return new HttpProxy(
                parts.group("host"),
                port,
                Optional.ofNullable(parts.group("user")).map(HttpProxy::basic));
    }

    private static String basic(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        // the other side would split at the first colon (RFC 7617, section 2)
        check(user.indexOf(':') < 0, "proxy must have a user without a colon");
        String both = user + ":" + password;
        check(
                both.chars().noneMatch(Character::isISOControl),
                "proxy must have no control characters in its credentials");
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            // its message would show a part of the password, also as a cause
            throw new IllegalArgumentException("proxy must have a percent sign of its credentials encoded, as %25");
        }
    }

    private static boolean isHost(String host) {
        return host.startsWith("[") ? isIpv6(host) : HOST.matcher(host).matches();
    }

    private static boolean isIpv6(String host) {
        try {
            return new URI("http://" + host).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Returns host and port, for messages. */
    public String address() {
        return host + ":" + port;
    }

    /** Returns the origin of the proxy itself, which is what to connect to. */
    public Origin origin() {
        return new Origin(false, host, port, "http://" + address());
    }

    /** Returns the address, and whether there are credentials, but not which. */
    @Override
    public String toString() {
        return "HttpProxy[%s, authorization=%s]".formatted(address(), authorization.map(secret -> "***"));
    }
}
