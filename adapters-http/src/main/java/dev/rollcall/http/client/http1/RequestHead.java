package dev.rollcall.http.client.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;

/** What all requests to a remote say (RFC 9112, sections 3 and 5): a {@code GET}, the host, and the same fields each time. */
public final class RequestHead {
    private final int originLength;
    private final String afterTarget;

    /**
     * Creates the head of the requests to an origin.
     *
     * @param fields what each request says, beside {@code Host}
     * @throws IllegalArgumentException if a field can't stand in a head; the message shows its name
     */
    public RequestHead(Origin origin, Map<String, String> fields) {
        this.originLength = origin.text().length();
        var rest = new StringBuilder(" HTTP/1.1\r\nHost: ").append(origin.authority());
        fields.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9-]+") || !value.matches("[!-~]([ -~]*[!-~])?")) {
                throw new IllegalArgumentException("request field has characters that it must not have: " + name);
            }
            rest.append("\r\n").append(name).append(": ").append(value);
        });
        this.afterTarget = rest.append("\r\n\r\n").toString();
    }

    /** Returns the request for a URI of the origin; its target has the origin form (RFC 9112, section 3.2.1). */
    public byte[] get(String uri) {
        String target = uri.substring(originLength);
        return ((target.startsWith("/") ? "GET " : "GET /") + target + afterTarget).getBytes(US_ASCII);
    }
}
