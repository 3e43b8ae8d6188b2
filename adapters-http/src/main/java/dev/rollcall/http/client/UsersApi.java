package dev.rollcall.http.client;

import dev.rollcall.domain.Answer.Reason;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.http1.Malformed;
import dev.rollcall.http.client.http1.RequestHead;
import dev.rollcall.http.client.http1.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** The remote's users API: the request for one user, and what a response means. Safe for use by many threads. */
final class UsersApi {
    /** What each request says in its head: only what {@link UserFields} can read is wanted, and as it is. */
    static final Map<String, String> REQUEST_FIELDS =
            Map.of("Accept", "application/json", "Accept-Encoding", "identity", "User-Agent", "rollcall");

    /** What JSON may say of its charset (RFC 8259, section 8.1), and a subset of it. */
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");
    /** The parameter of a media type (RFC 9110, section 8.3.2). */
    private static final Pattern CHARSET = Pattern.compile(";[ \t]*charset=\"?([^\";, \t]*)", Pattern.CASE_INSENSITIVE);

    private final UriTemplate uri;
    private final UserFields fields;
    private final RequestHead head;
    private final Proofs proofs;

    /**
     * Creates the API of a remote.
     *
     * @throws IllegalArgumentException if the credentials can't stand in a head; they are not shown
     */
    UsersApi(Upstream upstream) {
        this.uri = upstream.uri();
        this.fields = upstream.fields();
        Map<String, String> all = new LinkedHashMap<>(REQUEST_FIELDS);
        upstream.authorization().ifPresent(credentials -> all.put("Authorization", credentials));
        this.proofs = upstream.proofs();
        this.head = new RequestHead(uri.origin(), all);
    }

    /** Returns when an answer is believed. */
    Proofs proofs() {
        return proofs;
    }

    boolean hidesSlash(UserId id) {
        return false;
    }

    /** Returns the request for a user. */
    byte[] request(UserId id) {
        return head.get(uri.expand(id));
    }

    /** Returns what a response says of the user who was asked for. */
    Reply reply(UserId id, Response response) {
        try {
            return read(id, response);
        } catch (Malformed e) {
            return new Reply.Unusable(Reason.MALFORMED, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            // a library that chokes on what the remote sent must not cost the other answers
            return new Reply.Unusable(
                    Reason.MALFORMED,
                    "the answer can't be read: " + e.getClass().getSimpleName());
        }
    }

    private Reply read(UserId id, Response response) throws IOException {
        return switch (response.status()) {
            case 200 -> new Reply.Found(fields.read(id, content(response)));
            case 404, 410 -> new Reply.Gone();
            case 429, 502, 503, 504 ->
                new Reply.Unavailable(Reason.STATUS, Integer.toString(response.status()), retryAfter(response));
            default -> new Reply.Unusable(Reason.STATUS, Integer.toString(response.status()));
        };
    }

    private static Optional<Duration> retryAfter(Response response) {
        return response.retryAfter().flatMap(value -> RetryAfter.parse(value, Instant.now()));
    }

    private static InputStream content(Response response) throws Malformed {
        String type = response.contentType().orElse("");
        if (type.indexOf(';') >= 0) {
            Matcher charset = CHARSET.matcher(type);
            if (charset.find() && !UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
                throw new Malformed("the charset is not UTF-8");
            }
        }
        if (response.overlong()) {
            throw new Malformed("the body is longer than %d bytes".formatted(response.length()));
        }
        return response.content();
    }

    /**
     * Returns what it says of the user that there was no response. A host that isn't known, or whose certificate isn't trusted, won't
     * be so a moment later; all else may pass.
     */
    Reply failure(IOException e) {
        return switch (e) {
            case Malformed malformed -> new Reply.Unusable(Reason.MALFORMED, String.valueOf(malformed.getMessage()));
            case UnknownHostException unknown -> new Reply.Unusable(Reason.CONNECTION, "no connection: host not found");
            case SSLException tls -> new Reply.Unusable(Reason.CONNECTION, "no connection: TLS: " + tls.getMessage());
            case ConnectException refused -> broken("no connection: refused");
            case NoRouteToHostException noRoute -> broken("no connection: no route to the host");
            default -> broken("the connection broke before the answer was whole");
        };
    }

    private static Reply broken(String detail) {
        return new Reply.Unavailable(Reason.CONNECTION, detail, Optional.empty());
    }
}
