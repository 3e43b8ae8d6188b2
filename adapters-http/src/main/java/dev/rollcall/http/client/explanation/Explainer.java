package dev.rollcall.http.client.explanation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UsersApi;
import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.RemoteResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes down what the requests of a roll call led to. For one thread. */
public final class Explainer {
    /** The most characters of a body. */
    private static final int MAX_BODY = 4000;

    /** The fields whose values are shown. */
    private static final Set<String> SHOWN = shownFields();

    private final UsersApi api;
    private final List<Explanation.Request> requests = new ArrayList<>();

    private static Set<String> shownFields() {
        Set<String> shown = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        shown.add("Host");
        shown.addAll(Upstream.REQUEST_FIELDS.keySet());
        return shown;
    }

    /** Creates it for the remote that is asked. */
    public Explainer(UsersApi api) {
        this.api = api;
    }

    /**
     * Writes down a request that ended.
     *
     * @param request what was sent
     * @param response what was received; empty if there is no response
     * @param reply what it means
     */
    public void ended(UserId id, byte[] request, Optional<RemoteResponse> response, Reply reply) {
        requests.add(new Explanation.Request(
                id,
                shown(withoutSecrets(new String(request, US_ASCII))),
                response.map(this::received).orElse(""),
                response.filter(received -> received.status() == 200)
                        .map(received -> api.values(id, received))
                        .orElse(List.of()),
                meaning(reply)));
    }

    /** Leaves the values of secret parameters out, and those of all fields but the usual ones. */
    private static String withoutSecrets(String head) {
        return head.lines()
                .map(line -> line.startsWith("GET ") ? Secrets.withoutParameters(line) : field(line))
                .collect(joining("\n"));
    }

    private static String field(String line) {
        String name = line.substring(0, Math.max(0, line.indexOf(':')));
        return name.isEmpty() || SHOWN.contains(name) ? line : name + ": ***";
    }

    private String received(RemoteResponse response) {
        var text = new StringBuilder(Integer.toString(response.status()));
        for (Field field : Field.values()) {
            response.field(field)
                    .ifPresent(value -> text.append('\n')
                            .append(Text.word(field))
                            .append(": ")
                            .append(value));
        }
        ByteBuffer body = response.beginning();
        return shown(text.append("\n\n").append(UTF_8.decode(body.duplicate())).toString());
    }

    /** Returns the text without secrets and control characters, but with its lines, and cut. */
    private String shown(String text) {
        String cut = text.length() > MAX_BODY ? text.substring(0, MAX_BODY) + "…" : text;
        return api.withoutSecrets(cut).strip().lines().map(Quoted::plain).collect(joining("\n"));
    }

    private static String meaning(Reply reply) {
        return switch (reply) {
            case Reply.Found found -> "present";
            case Reply.Gone gone -> "absent, unless a canary says otherwise";
            case Reply.Unusable unusable -> unusable.reason().label() + ": " + unusable.detail();
            case Reply.Unauthorized refused -> refused.reason().label() + ": " + refused.detail();
            case Reply.Outdated outdated -> "the token is renewed: " + outdated.detail();
            case Reply.Throttled held -> "everybody pauses: " + held.detail();
            case Reply.Unavailable unavailable -> "may pass: " + unavailable.detail();
            case Reply.Hindered hindered -> "our own fault: " + hindered.detail();
            case Reply.TimedOut timedOut -> "no answer before the deadline";
        };
    }

    /** Returns what was written down, in order. */
    public List<Explanation.Request> requests() {
        return List.copyOf(requests);
    }
}
