package dev.rollcall.http.client.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The head of all requests to an origin (RFC 9112, sections 3 and 5): {@code Host} and constant fields. */
public final class RequestHead {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]*[!-~])?");

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
            rest.append("\r\n").append(name).append(": ").append(checked(name, value));
        });
        this.afterTarget = rest.append("\r\n\r\n").toString();
    }

    private static String checked(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("request field has invalid characters: " + name);
        }
        return value;
    }

    /** Returns a {@code POST} of a form to a URI of the origin. */
    public byte[] post(String uri, String form) {
        String target = uri.substring(originLength);
        String head = (target.startsWith("/") ? "POST " : "POST /") + target + afterTarget;
        String length = "Content-Length: %s\r\n\r\n".formatted(form.length());
        return (head.substring(0, head.length() - 2) + length + form).getBytes(US_ASCII);
    }

    /** Returns a {@code GET} of a URI without {@code Authorization}. */
    public byte[] get(String uri) {
        return get(uri, Optional.empty());
    }

    /**
     * Returns a {@code GET} of a URI of the origin, with its target in origin form (RFC 9112, section 3.2.1).
     *
     * @param authorization the value of {@code Authorization}; empty for none
     * @throws IllegalArgumentException if that has invalid characters; it is not shown
     */
    public byte[] get(String uri, Optional<String> authorization) {
        String target = uri.substring(originLength);
        String line = (target.startsWith("/") ? "GET " : "GET /") + target;
        if (authorization.isEmpty()) {
            return (line + afterTarget).getBytes(US_ASCII);
        }
        String head = line + afterTarget;
        String field = "Authorization: " + checked("Authorization", authorization.get()) + "\r\n\r\n";
        return (head.substring(0, head.length() - 2) + field).getBytes(US_ASCII);
    }
}
