package dev.rollcall.http.client.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.network.Network;
import dev.rollcall.http.client.network.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The head of all requests to an origin (RFC 9112, sections 3 and 5): {@code Host} and constant fields. */
public final class RequestHead {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]*[!-~])?");

    private final int originLength;
    private final String target;
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
        this.target = forwarder.map(proxy -> "http://" + origin.authority()).orElse("");
        var rest = new StringBuilder(" HTTP/1.1\r\nHost: ")
                .append(origin.authority())
                .append("\r\n");
        fields.forEach((name, value) -> rest.append(field(name, value)));
        forwarder
                .flatMap(HttpProxy::authorization)
                .ifPresent(value -> rest.append(field("Proxy-Authorization", value)));
        this.afterTarget = rest.toString();
    }

    private static String field(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("request field has invalid characters: " + name);
        }
        return name + ": " + value + "\r\n";
    }

    /** Returns a {@code GET} of a URI of the origin without {@code Authorization}. */
    public byte[] get(String uri) {
        return get(uri, Optional.empty());
    }

    /**
     * Returns a {@code GET} of a URI of the origin, with its target in origin form (RFC 9112, section 3.2.1), or in absolute form for a
     * proxy.
     *
     * @param authorization the value of {@code Authorization}; empty for none
     * @throws IllegalArgumentException if that has invalid characters; it is not shown
     */
    public byte[] get(String uri, Optional<String> authorization) {
        return get(uri, authorization, Optional.empty());
    }

    /** Returns the same with a value of {@code traceparent}, unless that is empty. */
    public byte[] get(String uri, Optional<String> authorization, Optional<String> trace) {
        String fields =
                authorization.map(value -> field("Authorization", value)).orElse("")
                        + trace.map(value -> field("traceparent", value)).orElse("");
        return (begin("GET ", uri) + fields + "\r\n").getBytes(US_ASCII);
    }

    /** Returns a {@code POST} of a form to a URI of the origin, its target likewise. */
    public byte[] post(String uri, String form) {
        String length = field("Content-Length", Integer.toString(form.length()));
        return (begin("POST ", uri) + length + "\r\n" + form).getBytes(US_ASCII);
    }

    private String begin(String method, String uri) {
        String path = uri.substring(originLength);
        return method + target + (path.startsWith("/") ? "" : "/") + path + afterTarget;
    }
}
