package dev.rollcall.http.client.explanation;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.UsersApi;
import dev.rollcall.http.client.response.RemoteResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what the requests of a roll call led to. For one thread. */
public final class Explainer {
    private final UsersApi api;
    private final WireText text;
    private final List<Explanation.Request> requests = new ArrayList<>();

    /** Creates it for the remote that is asked. */
    public Explainer(UsersApi api) {
        this.api = api;
        this.text = new WireText(api::withoutSecrets);
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
                text.sent(request),
                response.map(text::received).orElse(""),
                response.filter(received -> received.status() == 200)
                        .map(received -> api.values(id, received))
                        .orElse(List.of()),
                meaning(reply)));
    }

    /** Returns what a reply means, for a person. */
    public static String meaning(Reply reply) {
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
