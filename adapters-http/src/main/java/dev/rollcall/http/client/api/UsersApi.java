package dev.rollcall.http.client.api;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.http.client.http1.RequestHead;
import dev.rollcall.http.client.mapping.Expression;
import dev.rollcall.http.client.mapping.FoundUser;
import dev.rollcall.http.client.mapping.MappingReport;
import dev.rollcall.http.client.mapping.UserReader;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The remote's users API: the request for one user, and what a response means. Safe for use by many threads. */
public final class UsersApi {
    /**
     * What each request says in its head. Only JSON, as it is, can be read; but that all else is worth a little keeps a server that knows
     * JSON by another name from saying 406.
     */
    public static final Map<String, String> REQUEST_FIELDS = Map.of(
            "Accept",
            "application/json, application/scim+json;q=0.9, */*;q=0.1",
            "Accept-Encoding",
            "identity",
            "User-Agent",
            "rollcall");

    /** What JSON may say of its charset (RFC 8259, section 8.1), and a subset of it. */
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");
    /** The parameter of a media type (RFC 9110, section 8.3.2). */
    private static final Pattern CHARSET = Pattern.compile(";[ \t]*charset=\"?([^\";, \t]*)", Pattern.CASE_INSENSITIVE);

    private final UriTemplate uri;
    private final UserReader users;
    private final Map<UserField, Expression> fields;
    private final Proofs proofs;
    private final RetryRule retried;
    private final RequestHead head;
    private final BackPressure backPressure;
    private final FailureDetail detail;
    private final Secrets secrets;
    private final MappingReport report;
    private final ConnectionFailure connectionFailure;
    private final Optional<HttpProxy> forwarder;

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
        this.users = new UserReader(upstream.fields(), upstream.proofs().absentWhen());
        this.fields = upstream.fields().fields();
        this.proofs = upstream.proofs();
        this.retried = upstream.limits().retried();
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(REQUEST_FIELDS);
        all.putAll(upstream.headers());
        upstream.headers().forEach((name, value) -> {
            if (REQUEST_FIELDS.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                secrets.add(value);
            }
        });
        upstream.proxy().flatMap(HttpProxy::authorization).ifPresent(secrets::add);
        this.head = new RequestHead(uri.origin(), upstream.network(), all);
        this.forwarder = upstream.network().forwarderTo(uri.origin());
        this.backPressure = new BackPressure(clock);
        this.detail = new FailureDetail(secrets);
        this.secrets = secrets;
        this.report = new MappingReport(upstream.fields(), proofs.absentWhen());
        this.connectionFailure = new ConnectionFailure(upstream.proxy(), detail);
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
                .formatted(field, field, fields.get(field));
    }

    /**
     * Returns the request for a user.
     *
     * @param authorization the value of {@code Authorization}; empty for none
     */
    public byte[] request(UserId id, Optional<String> authorization) {
        return head.get(uri.expand(id), authorization);
    }

    /** Returns whether the request for a user has an encoded slash in its path: then a 404 may be no word on the user at all. */
    public boolean hidesSlash(UserId id) {
        return uri.hidesSlash(id);
    }

    /** Returns how long nobody should ask the remote anything, as far as a response tells; empty, or longer than zero. */
    public Optional<Duration> pause(RemoteResponse response) {
        return backPressure.pause(response);
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
        if (retried.covers(response)) {
            return new Reply.Unavailable(Reason.STATUS, detail.of(response), backPressure.retryAfter(response));
        }
        return switch (response.status()) {
            case 200 -> found(id, response);
            case 400 -> new Reply.Unusable(Reason.STATUS, detail.of(response) + HtmlPage.ofCertificate(response));
            case 401 -> new Reply.Unauthorized(detail.of(response));
            case 407 ->
                forwarder
                        .map(connectionFailure::refusedBy)
                        .orElseGet(() -> new Reply.Unusable(Reason.STATUS, detail.of(response)));
            case 404, 410 -> absence(response);
            case 408, 421, 425, 502, 503, 504 ->
                new Reply.Unavailable(Reason.STATUS, detail.of(response), backPressure.retryAfter(response));
            case 429 -> new Reply.Throttled(detail.of(response), backPressure.retryAfter(response));
            default -> new Reply.Unusable(Reason.STATUS, detail.of(response));
        };
    }

    private Reply found(UserId id, RemoteResponse response) throws IOException {
        Optional<FoundUser> found = users.read(id, content(response));
        if (found.isEmpty()) {
            return new Reply.Gone();
        }
        User user = found.get().user();
        if (!proofs.hollowIsPresent() && isHollow(user)) {
            throw new Malformed(
                    "a hollow record, with neither name nor email, proves nobody (remote.hollow=present believes it)");
        }
        return new Reply.Found(user, found.get().missing());
    }

    /** Returns whether a user has neither name nor email; if the remote has no such fields, whether it has no other. */
    private boolean isHollow(User user) {
        boolean hasName = fields.containsKey(UserField.NAME) || fields.containsKey(UserField.EMAIL);
        return hasName
                ? isBlank(user.name()) && isBlank(user.email())
                : user.values().values().stream().allMatch(UsersApi::isBlank);
    }

    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    private static ByteBuffer content(RemoteResponse response) throws Malformed {
        String type = response.field(Field.CONTENT_TYPE).orElse("");
        if (type.indexOf(';') >= 0) {
            Matcher charset = CHARSET.matcher(type);
            if (charset.find() && !UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
                throw new Malformed("the charset is not UTF-8");
            }
        }
        return response.content();
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
        return connectionFailure.of(e);
    }
}
