package dev.rollcall.http.client.api;

import dev.rollcall.domain.Quoted;
import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.RemoteResponse;

/**
 * Describes in a few words for a person why an answer failed: the status, the remote's error message, {@code Location} and {@code
 * Retry-After}. The text has at most 200 characters, no control characters, and not our credentials, even if the remote repeats them.
 */
public final class FailureDetail {
    /** The most characters, in UTF-16 units. */
    static final int MAX = 200;

    private static final int MAX_LOCATION = 100;
    private static final int MAX_RETRY_AFTER = 40;

    private final Secrets secrets;

    /**
     * Creates it for one remote.
     *
     * @param secrets what is not shown
     */
    public FailureDetail(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Returns why a response with a status other than 200 is a failure. */
    public String of(RemoteResponse response) {
        String begin = Integer.toString(response.status());
        String end = location(response) + retryAfter(response);
        return begin + said(response, ": ", MAX - begin.length() - end.length()) + end;
    }

    /** Returns why a 200 is a failure, with the error message in its body, if any. */
    public String of(RemoteResponse response, String malformed) {
        String begin = of(malformed);
        return begin + said(response, "; the remote says: ", MAX - begin.length());
    }

    /** Returns any other text that quotes the remote, in printable form and truncated. */
    public String of(String text) {
        return Quoted.plain(secrets.hide(text), MAX);
    }

    private String said(RemoteResponse response, String before, int room) {
        // less would be useless
        return room < before.length() + 20
                ? ""
                : ErrorBody.of(response)
                        .map(said -> before + Quoted.plain(secrets.hide(said), room - before.length()))
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
                .map(value -> ", " + name + ": " + Quoted.plain(secrets.hide(value), max))
                .orElse("");
    }
}
