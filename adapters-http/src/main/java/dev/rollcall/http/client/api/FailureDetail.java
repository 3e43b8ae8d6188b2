package dev.rollcall.http.client.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.domain.Quoted;
import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.RemoteResponse;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes in a few words for a person why an answer failed: the status, the remote's error message, {@code Location} and {@code
 * Retry-After}. The text has at most 200 characters, no control characters, and not our credentials, even if the remote repeats them.
 */
final class FailureDetail {
    /** The most characters, in UTF-16 units. */
    static final int MAX = 200;

    private static final int MAX_LOCATION = 100;
    private static final int MAX_RETRY_AFTER = 40;

    private final List<String> secrets;

    /**
     * Creates it for one remote.
     *
     * @param authorization the value of {@code Authorization} in each request; it is not shown
     */
    FailureDetail(Optional<String> authorization) {
        this(authorization.stream());
    }

    /** Creates it for one remote with all that authorizes us on the way to it. */
    FailureDetail(Stream<String> authorizations) {
        this.secrets = authorizations.flatMap(FailureDetail::secrets).distinct().toList();
    }

    /** Returns the credentials without their scheme, in all encodings in which a remote may repeat them. */
    private static Stream<String> secrets(String authorization) {
        String credentials =
                authorization.substring(authorization.indexOf(' ') + 1).strip();
        Stream<String> plain = Stream.of(credentials);
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            plain = Stream.of(credentials, password(credentials));
        }
        return plain.flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, UTF_8)))
                .filter(secret -> !secret.isBlank());
    }

    private static String password(String basic) {
        try {
            String user = new String(Base64.getDecoder().decode(basic), UTF_8);
            return user.substring(user.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return ""; // not a valid password
        }
    }

    /** Returns why a response with a status other than 200 is a failure. */
    String of(RemoteResponse response) {
        String begin = Integer.toString(response.status());
        String end = location(response) + retryAfter(response);
        return begin + said(response, ": ", MAX - begin.length() - end.length()) + end;
    }

    /** Returns why a 200 is a failure, with the error message in its body, if any. */
    String of(RemoteResponse response, String malformed) {
        String begin = of(malformed);
        return begin + said(response, "; the remote says: ", MAX - begin.length());
    }

    /** Returns any other text that quotes the remote, in printable form and truncated. */
    String of(String text) {
        return Quoted.plain(hidden(text), MAX);
    }

    private String said(RemoteResponse response, String before, int room) {
        // less would be useless
        return room < before.length() + 20
                ? ""
                : ErrorBody.of(response)
                        .map(said -> before + Quoted.plain(hidden(said), room - before.length()))
                        .orElse("");
    }

    private String location(RemoteResponse response) {
        return response.status() / 100 == 3 ? field(response, Field.LOCATION, "Location", MAX_LOCATION) : "";
    }

    private String retryAfter(RemoteResponse response) {
        return field(response, Field.RETRY_AFTER, "Retry-After", MAX_RETRY_AFTER);
    }

    private String field(RemoteResponse response, Field field, String name, int max) {
        return response.field(field)
                .map(value -> ", " + name + ": " + Quoted.plain(hidden(value), max))
                .orElse("");
    }

    private String hidden(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }
}
