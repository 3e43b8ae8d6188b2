package dev.rollcall.http.client.api;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.domain.rollcall.TraceParent;
import dev.rollcall.http.client.http1.RequestHead;
import dev.rollcall.http.client.mapping.FieldMapping;
import dev.rollcall.http.client.mapping.FoundUser;
import dev.rollcall.http.client.mapping.MappingReport;
import dev.rollcall.http.client.mapping.UserReader;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The remote's users API: the request for one user, and what a response means. Safe for use by many threads. */
public final class UsersApi {
    private final UriTemplate uri;
    private final UserReader users;
    private final FieldMapping mapping;
    private final Proofs proofs;
    private final StatusReplies statuses;
    private final RequestHead head;
    private final FailureDetail detail;
    private final Secrets secrets;
    private final MappingReport report;

    /**
     * Creates the API of a remote.
     *
     * @param secrets what must not be shown; learns the values of the header fields
     * @throws IllegalArgumentException if a header field can't stand in a head; its value is not shown
     */
    public UsersApi(Upstream upstream, Secrets secrets) {
        this(upstream, secrets, Clock.systemUTC());
    }

    /** Creates the API with a clock to compare the remote's dates with. */
    UsersApi(Upstream upstream, Secrets secrets, Clock clock) {
        this.uri = upstream.uri();
        this.mapping = upstream.fields();
        this.proofs = upstream.proofs();
        this.users = new UserReader(mapping, proofs.absentWhen());
        upstream.headers().forEach((name, value) -> {
            if (Upstream.REQUEST_FIELDS.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                secrets.add(value);
            }
        });
        upstream.proxy().flatMap(HttpProxy::authorization).ifPresent(secrets::add);
        this.head = new RequestHead(uri.origin(), upstream.network(), upstream.requestFields());
        this.statuses = new StatusReplies(upstream, uri.origin(), secrets, clock);
        this.detail = new FailureDetail(secrets);
        this.secrets = secrets;
        this.report = new MappingReport(mapping, proofs.absentWhen());
    }

    /** Returns what the mapping finds in a response. */
    public List<Explanation.Value> values(UserId id, RemoteResponse response) {
        return report.of(id, response.beginning());
    }

    /** Returns the text with {@code ***} in place of secrets. */
    public String withoutSecrets(String text) {
        return secrets.hide(text);
    }

    /** Returns when an answer is believed. */
    public Proofs proofs() {
        return proofs;
    }

    /** Returns the warning that a field has no value in any answer of a roll call. */
    public String warningOfMissing(UserField field) {
        return "No answer has a value for %s: check remote.fields.%s, which is %s, or set it empty if the remote has no such field."
                .formatted(field, field, mapping.fields().get(field));
    }

    /**
     * Returns the request for a user.
     *
     * @param authorization the value of {@code Authorization}; empty for none
     * @param trace the trace that it belongs to; empty for none
     */
    public byte[] request(UserId id, Optional<String> authorization, Optional<TraceParent> trace) {
        return head.get(uri.expand(id), authorization, trace.map(TraceParent::text));
    }

    /** Returns whether the request for a user has an encoded slash in its path: then a 404 may be no word on the user at all. */
    public boolean hidesSlash(UserId id) {
        return uri.hidesSlash(id);
    }

    /** Returns how long nobody should ask the remote anything, as far as a response tells; empty, or longer than zero. */
    public Optional<Duration> pause(RemoteResponse response) {
        return statuses.pause(response);
    }

    /** Returns what a response says of the user who was asked for. */
    public Reply reply(UserId id, RemoteResponse response) {
        try {
            return read(id, response);
        } catch (Malformed e) {
            return new Reply.Unusable(Reason.MALFORMED, detail.of(response, String.valueOf(e.getMessage())));
        } catch (IOException | RuntimeException e) {
            // a library that chokes on what the remote sent must not cost the other answers
            return new Reply.Unusable(
                    Reason.MALFORMED,
                    "the answer can't be read: " + e.getClass().getSimpleName());
        }
    }

    private Reply read(UserId id, RemoteResponse response) throws IOException {
        if (statuses.isRetried(response)) {
            return statuses.of(response);
        }
        return switch (response.status()) {
            case 200 -> found(id, response);
            case 404, 410 -> absence(response);
            default -> statuses.of(response);
        };
    }

    private Reply found(UserId id, RemoteResponse response) throws IOException {
        Optional<FoundUser> found = users.read(id, JsonContent.of(response));
        if (found.isEmpty()) {
            return new Reply.Gone();
        }
        User user = found.get().user();
        if (!proofs.hollowIsPresent() && mapping.isHollow(user)) {
            throw new Malformed(FieldMapping.HOLLOW);
        }
        return new Reply.Found(user, found.get().missing());
    }

    /** Believes the remote, but no page for people. */
    private Reply absence(RemoteResponse response) {
        if (proofs.htmlIsAbsent()) {
            return new Reply.Gone();
        }
        if (HtmlPage.is(response)) {
            return unconfirmed(
                    response,
                    "came as an HTML page, which anybody on the way may have sent (remote.absent.html=true believes it)");
        }
        return HtmlPage.mayBe(response)
                ? unconfirmed(response, "came without a type, and nothing of its body did")
                : new Reply.Gone();
    }

    private static Reply unconfirmed(RemoteResponse response, String why) {
        return new Reply.Unusable(Reason.UNCONFIRMED, response.status() + " " + why);
    }

    /** Returns what it says of the user that there was no response. */
    public Reply failure(IOException e) {
        return statuses.failure(e);
    }
}
