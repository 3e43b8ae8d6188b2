package dev.rollcall.http.client.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

/** The head of all requests to a remote (RFC 9112, sections 3 and 5): a {@code GET} with {@code Host} and constant fields. */
public final class RequestHead {
    private final int originLength;
    private final String afterTarget;

    /**
     * Creates the head of the requests to an origin.
     *
     * @param fields the fields of each request, beside {@code Host}
     * @throws IllegalArgumentException if a field has invalid characters; the message shows its name only
     */
    public RequestHead(Origin origin, Map<String, String> fields) {
        this.originLength = origin.text().length();
        var rest = new StringBuilder(" HTTP/1.1\r\nHost: ").append(origin.authority());
        fields.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9-]+") || !value.matches("[!-~]([ -~]*[!-~])?")) {
                throw new IllegalArgumentException("request field has invalid characters: " + name);
            }
            rest.append("\r\n").append(name).append(": ").append(value);
        });
        this.afterTarget = rest.append("\r\n\r\n").toString();
    }

    /** Returns the request for a URI of the origin, with its target in origin form (RFC 9112, section 3.2.1). */
    public byte[] get(String uri) {
        String target = uri.substring(originLength);
        return ((target.startsWith("/") ? "GET " : "GET /") + target + afterTarget).getBytes(US_ASCII);
    }
}
