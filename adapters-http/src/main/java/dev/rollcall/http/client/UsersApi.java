package dev.rollcall.http.client;

import dev.rollcall.domain.Answer.Reason;
import dev.rollcall.domain.UserId;
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

/** The remote's users API: one blocking {@code GET} of one id. Safe for use by many threads. */
final class UsersApi implements AutoCloseable {
    /** What each request says in its head: only what {@link UserFields} can read is wanted, and as it is. */
    static final Map<String, String> REQUEST_FIELDS =
            Map.of("Accept", "application/json", "Accept-Encoding", "identity", "User-Agent", "rollcall");

    private static final int MAX_BODY = 1 << 20;
    /** What JSON may say of its charset (RFC 8259, section 8.1), and a subset of it. */
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");
    /** The parameter of a media type (RFC 9110, section 8.3.2). */
    private static final Pattern CHARSET = Pattern.compile(";[ \t]*charset=\"?([^\";, \t]*)", Pattern.CASE_INSENSITIVE);

    private final Upstream upstream;
    private final Engine engine;

    /** Creates the API of a remote. Nothing is connected before the first request. */
    UsersApi(Upstream upstream) {
        this(upstream, new LeanEngine(upstream.uri().origin(), requestFields(upstream)));
    }

    private static Map<String, String> requestFields(Upstream upstream) {
        Map<String, String> fields = new LinkedHashMap<>(REQUEST_FIELDS);
        upstream.authorization().ifPresent(credentials -> fields.put("Authorization", credentials));
        return fields;
    }

    /** Creates the API of a remote that the engine leads to; closing the API closes it. */
    UsersApi(Upstream upstream, Engine engine) {
        this.upstream = upstream;
        this.engine = engine;
    }

    /**
     * Asks for one user and reads the whole answer. An interrupt ends the request and frees its socket.
     *
     * @param deadline a value of {@link System#nanoTime()}; if it comes first, the reply is {@link Reply.TimedOut}
     */
    Reply get(UserId id, long deadline) {
        try (Response response =
                engine.send(upstream.uri().expand(id), deadline).receive()) {
            return reply(id, response);
        } catch (Malformed e) {
            return new Reply.Unusable(Reason.MALFORMED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a library that chokes on what the remote sent must not cost the other answers
            return new Reply.Unusable(
                    Reason.MALFORMED,
                    "the answer can't be read: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            return System.nanoTime() - deadline >= 0 ? new Reply.TimedOut() : failure(e);
        }
    }

    private Reply reply(UserId id, Response response) throws IOException {
        return switch (response.status()) {
            case 200 -> new Reply.Found(upstream.fields().read(id, body(response)));
            case 404, 410 -> new Reply.Gone();
            case 429, 502, 503, 504 ->
                new Reply.Unavailable(Reason.STATUS, Integer.toString(response.status()), retryAfter(response));
            default -> new Reply.Unusable(Reason.STATUS, Integer.toString(response.status()));
        };
    }

    private static Optional<Duration> retryAfter(Response response) {
        return response.retryAfter().flatMap(value -> RetryAfter.parse(value, Instant.now()));
    }

    private static InputStream body(Response response) throws Malformed {
        Matcher charset = CHARSET.matcher(response.contentType().orElse(""));
        if (charset.find() && !UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
            throw new Malformed("the charset is not UTF-8");
        }
        if (response.contentLength().orElse(0) > MAX_BODY) {
            throw BoundedStream.tooLong(MAX_BODY);
        }
        return new BoundedStream(response.body(), MAX_BODY);
    }

    /** A host that isn't known, or whose certificate isn't trusted, won't be so a moment later; all else may pass. */
    private static Reply failure(IOException e) {
        return switch (e) {
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

    /** Closes the idle connections. */
    @Override
    public void close() {
        engine.close();
    }
}
