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
 * Why an answer failed, in a few words for a person: the status, what the remote says of it, and where or when it would have us ask
 * instead. It has at most 200 characters, none that would move a cursor, and not our credentials, though the remote may repeat them.
 */
final class FailureDetail {
    /** The most characters, in UTF-16 units. */
    static final int MAX = 200;

    private static final int MAX_LOCATION = 100;
    private static final int MAX_RETRY_AFTER = 40;

    private final List<String> secrets;

    /**
     * Creates the details of one remote.
     *
     * @param authorization what each request says in the field of that name; it is not shown
     */
    FailureDetail(Optional<String> authorization) {
        this.secrets = authorization.map(FailureDetail::secrets).orElse(List.of());
    }

    /** Returns the credentials without their scheme, in all the ways in which they may come back. */
    private static List<String> secrets(String authorization) {
        String credentials =
                authorization.substring(authorization.indexOf(' ') + 1).strip();
        Stream<String> plain = Stream.of(credentials);
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            plain = Stream.of(credentials, password(credentials));
        }
        return plain.flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, UTF_8)))
                .filter(secret -> !secret.isBlank())
                .distinct()
                .toList();
    }

    private static String password(String basic) {
        try {
            String user = new String(Base64.getDecoder().decode(basic), UTF_8);
            return user.substring(user.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return ""; // nobody could use it
        }
    }

    /** Returns why a response with another status than 200 is a failure. */
    String of(RemoteResponse response) {
        String begin = Integer.toString(response.status());
        String end = location(response) + retryAfter(response);
        return begin + said(response, ": ", MAX - begin.length() - end.length()) + end;
    }

    /** Returns why a 200 is a failure; what it says of an error, if it does, is told too. */
    String of(RemoteResponse response, String malformed) {
        String begin = of(malformed);
        return begin + said(response, "; the remote says: ", MAX - begin.length());
    }

    /** Returns a detail that quotes the remote in any other way. */
    String of(String text) {
        return Quoted.plain(hidden(text), MAX);
    }

    private String said(RemoteResponse response, String before, int room) {
        // a word or two would say nothing
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
