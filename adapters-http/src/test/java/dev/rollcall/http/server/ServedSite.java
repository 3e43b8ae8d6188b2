package dev.rollcall.http.server;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.access.Tokens;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.contract.MapRuns;
import dev.rollcall.domain.contract.MapTokens;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.domain.run.PageWork;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunPage;
import dev.rollcall.domain.run.Runs;
import dev.rollcall.http.server.access.AccessSettings;
import dev.rollcall.http.server.access.AccessSettings.Mode;
import dev.rollcall.http.server.access.ProviderSettings;
import dev.rollcall.http.server.access.Roles;
import dev.rollcall.http.server.origin.Forwarding;
import dev.rollcall.http.server.origin.Networks;
import dev.rollcall.http.server.origin.TrustedProxies;
import dev.rollcall.http.server.telemetry.Served;
import dev.rollcall.http.server.web.BasePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The site on a real port, also as the host a, over a directory in memory and a remote that answers by the last digit of the id. */
public final class ServedSite implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000006Z");
    static final Attribution TESTER = new Attribution(new Actor("tester"), NOW);
    /** The fields of users: those of every user, and an attribute. */
    static final UserFields FIELDS = UserFields.with(List.of("team"));

    static final CallLimits LIMITS = new CallLimits(CallPolicy.DEFAULT, Duration.ofSeconds(30), 1000, 0);

    /** Nobody needs to sign in, but a proxy on this machine may name users. */
    static final AccessSettings OPEN = access(Mode.OPEN);
    /** Whoever calls must sign in; the role of each scope has its name. */
    static final AccessSettings CLOSED = access(Mode.SIGN_IN);

    /** A link to a path, up to its end. */
    private static final Pattern LINK =
            Pattern.compile("(\\b(?:href|action|formaction|src|data-follow|data-preview)=\")((?!https?:)[^\"?#]*)");

    final MapDirectory directory = new MapDirectory();
    final TokenRegistry tokens;
    final Site site;
    private final BasePath base;
    private final PageWork work;
    /** What the clock of the runs says. */
    volatile Instant now = NOW;
    /** When the next run begins by itself. */
    volatile Optional<Instant> nextRun = Optional.empty();

    /** The requests that were served. */
    final BlockingQueue<Served> served = new LinkedBlockingQueue<>();

    /** The outcomes so far, by the names of {@link OpenApiDocument#judge}. */
    final Set<String> outcomes = new TreeSet<>();

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;

    public ServedSite() {
        this(warning());
    }

    public ServedSite(RemoteUsers remote) {
        this(remote, Duration.ofSeconds(30), Duration.ofSeconds(30), 1000);
    }

    /** A site over a remote with a list of its users or none, whose runs follow these rules. */
    ServedSite(RemoteUsers remote, Optional<RemoteListing> listing, Reconciliation rules) {
        this(remote, listing, rules, OPEN, BasePath.NONE);
    }

    /** A site whose callers must sign in. */
    ServedSite(AccessSettings access) {
        this(access, BasePath.NONE);
    }

    /** A site that proxies have below a path. */
    ServedSite(AccessSettings access, BasePath base) {
        this(warning(), Optional.of(ServedSite::listed), Reconciliation.DEFAULT, access, base);
    }

    /** A site over a remote that proxies have below a path. */
    ServedSite(RemoteUsers remote, BasePath base) {
        this(remote, Optional.empty(), Reconciliation.DEFAULT, OPEN, base);
    }

    private ServedSite(
            RemoteUsers remote,
            Optional<RemoteListing> listing,
            Reconciliation rules,
            AccessSettings access,
            BasePath base) {
        this.base = base;
        tokens = registry();
        var runs = new MapRuns(directory);
        work = work(runs, directory, remote, listing);
        site = site(directory, reconciler(runs, directory, listing), remote, listing, rules, access);
        server = serve(site, Duration.ofSeconds(30), Duration.ofSeconds(30), 1000, true);
    }

    /** A site with these timeouts for clients, and this maximum number of connections. */
    public ServedSite(RemoteUsers remote, Duration readTimeout, Duration writeTimeout, int maxConnections) {
        base = BasePath.NONE;
        Optional<RemoteListing> listing = Optional.of(ServedSite::listed);
        tokens = registry();
        var runs = new MapRuns(directory);
        work = work(runs, directory, remote, Optional.empty());
        site = site(
                directory,
                reconciler(runs, directory, Optional.empty()),
                remote,
                listing,
                Reconciliation.DEFAULT,
                OPEN);
        server = serve(site, readTimeout, writeTimeout, maxConnections, true);
    }

    private ServedSite(Directory other, Optional<RemoteListing> listing, AccessSettings access) {
        base = BasePath.NONE;
        tokens = other instanceof MapDirectory
                ? registry()
                : registry(mock(Tokens.class, call -> other.count(Query.first(1))));
        Runs runs = other instanceof MapDirectory map
                ? new MapRuns(map)
                : mock(Runs.class, call -> other.count(Query.first(1)));
        work = work(runs, other, warning(), Optional.empty());
        site = site(
                other, reconciler(runs, other, Optional.empty()), warning(), listing, Reconciliation.DEFAULT, access);
        server = serve(site, Duration.ofSeconds(30), Duration.ofSeconds(30), 1000, false);
    }

    /** Returns a site whose database is unavailable. */
    static ServedSite withoutDatabase() {
        return over(away());
    }

    /** Returns a site whose database is unavailable, and whose callers must sign in. */
    static ServedSite closedWithoutDatabase() {
        return new ServedSite(away(), Optional.empty(), CLOSED);
    }

    private static Directory away() {
        return mock(Directory.class, call -> {
            throw new DirectoryUnavailable("away", new IOException("away"));
        });
    }

    /** Returns a site over another directory. */
    static ServedSite over(Directory directory) {
        return new ServedSite(directory, Optional.empty(), OPEN);
    }

    /** Returns a site over a remote with another list of its users, or none. */
    static ServedSite listing(Optional<RemoteListing> listing) {
        return new ServedSite(new MapDirectory(), listing, OPEN);
    }

    private PageWork work(Runs runs, Directory of, RemoteUsers remote, Optional<RemoteListing> listing) {
        return new PageWork(runs, of, remote, listing, LIMITS.policy(), () -> now);
    }

    private Reconciler reconciler(Runs runs, Directory of, Optional<RemoteListing> listing) {
        var workers = new Reconciler.Workers() {
            @Override
            public void soon(List<RunPage> pages) {} // until they are told to

            @Override
            public Optional<Instant> nextRun() {
                return nextRun;
            }
        };
        return new Reconciler(runs, of, listing.isPresent(), Duration.ofHours(24), workers, () -> now);
    }

    private Site site(
            Directory of,
            Reconciler reconciler,
            RemoteUsers remote,
            Optional<RemoteListing> listing,
            Reconciliation rules,
            AccessSettings access) {
        var settings = new SiteSettings(
                LIMITS,
                FIELDS,
                access,
                base.text(),
                new RunOrder(RunOrder.RosterKind.DIRECTORY, rules, RunOrder.Application.NEVER));
        return new Site(new Registrar(of, () -> now), reconciler, remote, listing, tokens, settings);
    }

    private static AccessSettings access(Mode mode) {
        var proxies = new TrustedProxies(
                new Networks(List.of("127.0.0.1")),
                Forwarding.X_FORWARDED,
                Optional.of("X-User"),
                Optional.of("X-Roles"));
        var roles = new Roles(Scope.ALL.stream().collect(toMap(identity(), scope -> Set.of(scope.word()))));
        var session = new AccessSettings.SessionSettings(Optional.empty(), Duration.ofHours(1));
        return new AccessSettings(mode, proxies, roles, session, Optional.empty());
    }

    /** Whoever calls must sign in, also at this provider. */
    static AccessSettings closedWith(ProviderSettings provider) {
        return new AccessSettings(
                CLOSED.mode(), CLOSED.proxies(), CLOSED.roles(), CLOSED.session(), Optional.of(provider));
    }

    static TokenRegistry registry() {
        return registry(new MapTokens());
    }

    private static TokenRegistry registry(Tokens kept) {
        return new TokenRegistry(kept, new SecureRandom(), Clock.systemUTC());
    }

    /** Issues a token with these scopes, and returns its text. */
    String token(Scope... scopes) {
        return tokens.issue("token " + tokens.list().size(), Set.of(scopes), Optional.empty(), TESTER.by())
                .orElseThrow()
                .text();
    }

    /** Does all that the run that is being worked on has to do. */
    void workAll() {
        try {
            work.workAll();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets time pass. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Three users on two pages, of whom one can't be read. */
    private static ListedPage listed(Optional<String> cursor) {
        return cursor.isEmpty()
                ? new ListedPage(List.of(user("1"), user("2")), Optional.of("2"))
                : new ListedPage(List.of(user("3")), List.of("no id"), Set.of(UserField.EMAIL), Optional.empty());
    }

    /** Returns a user without an email address. */
    static User user(String id) {
        return new User(new UserId(id), "Name of " + id, "");
    }

    private HttpServer serve(
            Site site, Duration readTimeout, Duration writeTimeout, int maxConnections, boolean isReady) {
        var settings = new ServerSettings(
                "127.0.0.1", 0, List.of("a"), maxConnections, 100, readTimeout, writeTimeout, Duration.ofSeconds(30));
        return HttpServer.start(settings, site, () -> isReady, served::add, () -> {});
    }

    /** Returns the usual remote, whose roll calls have these warnings. */
    static RemoteUsers warning(String... warnings) {
        return new Remote(List.of(warnings));
    }

    /** 0 to 6 are present, 7 is absent, 8 late, 9 failed, and what ends with an u is unconfirmed. */
    private record Remote(List<String> warnings) implements RemoteUsers {
        private static final Duration ELAPSED = Duration.ofNanos(41_740_000);

        @Override
        public RollCall call(Roster roster, CallPolicy policy, CallListener listener) {
            List<Answer> answers = roster.ids().stream().map(ServedSite::answer).toList();
            answers.reversed().forEach(listener::answered);
            return new RollCall(roster, answers, ELAPSED, warnings);
        }

        @Override
        public RollCall.Summary call(Iterator<UserId> ids, CallPolicy policy, CallListener listener) {
            RollCall.Counts counts = RollCall.Counts.NONE;
            while (ids.hasNext()) {
                Answer answer = answer(ids.next());
                counts = counts.plus(answer);
                listener.answered(answer);
                listener.settled();
                listener.waiting();
            }
            return new RollCall.Summary(counts, ELAPSED, warnings);
        }
    }

    private static Answer answer(UserId id) {
        var attempts = new Attempts(1, Duration.ofNanos(340_000), Duration.ofNanos(20_960_000));
        return switch (id.value().charAt(id.value().length() - 1)) {
            case '7' -> new Answer.Absent(id, attempts);
            case '8' -> new Answer.Late(id, attempts);
            case '9' -> new Answer.Failed(id, Answer.Reason.STATUS, "503", attempts);
            case 'u' -> new Answer.Failed(id, Answer.Reason.UNCONFIRMED, "404 as HTML", attempts);
            default -> new Answer.Present(new User(id, "<Remote> " + id, id + "@example.net"), attempts);
        };
    }

    public URI address() {
        return server.address();
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** Sends a request, and validates the response against {@code openapi.yaml}. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address() + path.substring(1)))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            outcomes.add(OpenApiDocument.INSTANCE.judge(method, base.below(path).orElse(path), response));
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a page with its links as a browser follows them: paths from the root of the site. */
    static String links(HttpResponse<String> page) {
        return LINK.matcher(page.body()).replaceAll(link -> {
            URI there = page.uri().resolve(link.group(2));
            String path = link.group(2).isEmpty() ? "" : there.getRawPath();
            return Matcher.quoteReplacement(link.group(1) + path);
        });
    }

    /** Signs in with a token by the form, and asks to go on to a path. */
    HttpResponse<String> signIn(String token, String to) {
        String form = "token=%s&to=%s".formatted(token, to);
        return send("POST", "/sign-in", form, "Content-Type", "application/x-www-form-urlencoded");
    }

    /** Returns the cookie that a response sets, as a request has it. */
    static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    /** Returns where a response redirects to. */
    static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
