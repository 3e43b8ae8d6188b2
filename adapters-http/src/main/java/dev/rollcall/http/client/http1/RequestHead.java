package dev.rollcall.http.client.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.network.Origin;
import java.util.Map;
import java.util.Optional;

/** The head of all requests to a remote (RFC 9112, sections 3 and 5): a {@code GET} with {@code Host} and constant fields. */
public final class RequestHead {
    private final int originLength;
    private final String beforeTarget;
    private final String afterTarget;

    /**
     * Creates the head of the requests to an origin.
     *
     * @param fields the fields of each request, beside {@code Host}
     * @throws IllegalArgumentException if a field has invalid characters; the message shows its name only
     */
    public RequestHead(Origin origin, Map<String, String> fields) {
        this(origin, Network.DEFAULT, fields);
    }

    /**
     * Creates the head of the requests to an origin in a network. If a proxy forwards them, it has their target in absolute form and our
     * credentials for the proxy (RFC 9112, section 3.2.2; RFC 9110, section 11.7.2).
     *
     * @param fields the fields of each request, beside {@code Host}
     * @throws IllegalArgumentException if a field has invalid characters; the message shows its name only
     */
    public RequestHead(Origin origin, Network network, Map<String, String> fields) {
        Optional<HttpProxy> forwarder = network.forwarderTo(origin);
        this.originLength = origin.text().length();
        this.beforeTarget =
                "GET " + forwarder.map(proxy -> "http://" + origin.authority()).orElse("");
        var rest = new StringBuilder(" HTTP/1.1\r\nHost: ").append(origin.authority());
        fields.forEach((name, value) -> add(rest, name, value));
        forwarder.flatMap(HttpProxy::authorization).ifPresent(value -> add(rest, "Proxy-Authorization", value));
        this.afterTarget = rest.append("\r\n\r\n").toString();
    }

    private static void add(StringBuilder head, String name, String value) {
        if (!name.matches("[A-Za-z0-9-]+") || !value.matches("[!-~]([ -~]*[!-~])?")) {
            throw new IllegalArgumentException("request field has invalid characters: " + name);
        }
        head.append("\r\n").append(name).append(": ").append(value);
    }

    /**
     * Returns the request for a URI of the origin, with its target in origin form (RFC 9112, section 3.2.1), or in absolute form for a
     * proxy.
     */
    public byte[] get(String uri) {
        String target = uri.substring(originLength);
        return (beforeTarget + (target.startsWith("/") ? "" : "/") + target + afterTarget).getBytes(US_ASCII);
    }
}
