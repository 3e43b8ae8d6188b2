package dev.rollcall.app.wiring;

import dev.rollcall.app.log.AccessLog;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.db.Database;
import dev.rollcall.db.SharedReads;
import dev.rollcall.db.SqlDirectory;
import dev.rollcall.domain.User;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.directory.Upsert;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.http.server.HttpServer;
import dev.rollcall.http.server.ServerSettings;
import dev.rollcall.http.server.Site;
import dev.rollcall.http.server.SiteSettings;
import dev.rollcall.http.server.telemetry.Served;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The whole server, wired by hand: the directory in its database, the remote, the use cases on both, and the HTTP server. It runs
 * when {@link #open} returns, and has stopped when {@link #close} returns.
 */
public final class Application implements AutoCloseable {
    /** How much longer than the longest roll call a request in flight may take once the server is stopping. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Ending ending = Ending.CLOSED;
    private final ChosenRemote remote;
    private final HttpServer server;
    private final boolean isLockedOut;

    private Application(Settings settings) {
        try {
            Metrics.forget();
            remote = part(ChosenRemote.open(settings.remote()));
            Database database = part(
                    Database.open(settings.database().address(), () -> end(Ending.DATABASE_LOST), PoolMetrics.waits()));
            var directory = new SharedReads(new SqlDirectory(database));
            if (settings.database().isEmbedded()) {
                fillIfEmpty(directory, remote.firstUsers());
            }
            RemoteMetrics.publish(remote.stats());
            PoolMetrics.publish(database::use);
            var registrar = new Registrar(directory, Clock.systemUTC());
            OpenReconciler reconciliation = part(OpenReconciler.forServer(database, remote, settings));
            RunMetrics.publish(reconciliation.reconciler(), Clock.systemUTC());
            TokenRegistry tokens = OpenDirectory.tokens(database);
            isLockedOut = settings.access().needsTokens() && tokens.list().isEmpty();
            var site = new Site(
                    registrar,
                    reconciliation.reconciler(),
                    new MeasuredRemote(remote.users()),
                    remote.listing(),
                    tokens,
                    site(settings));
            server = part(HttpServer.start(
                    server(settings),
                    site,
                    database::isReady,
                    served(settings.logs()),
                    () -> end(Ending.LISTENER_LOST)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts the server.
     *
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if the database can't be opened
     * @throws java.io.UncheckedIOException if the server can't listen on the port
     */
    public static Application open(Settings settings) {
        return new Application(settings);
    }

    private static Consumer<Served> served(Settings.Logs logs) {
        var metrics = new RequestMetrics();
        return switch (logs.requests()) {
            case NONE -> metrics;
            case PLAIN -> metrics.andThen(AccessLog.withoutPersonalData());
            case FULL -> metrics.andThen(AccessLog.full());
        };
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    private static ServerSettings server(Settings settings) {
        Settings.Server server = settings.server();
        return new ServerSettings(
                server.host(),
                server.port(),
                server.hosts(),
                OpenFiles.connections(settings),
                server.connectionsPerAddress(),
                server.readTimeout(),
                server.writeTimeout(),
                settings.rollCall().maxDeadline().plus(MARGIN));
    }

    private static SiteSettings site(Settings settings) {
        return new SiteSettings(
                limits(settings),
                settings.directory().fields(),
                settings.access(),
                settings.server().basePath(),
                settings.reconciliation().order());
    }

    private static CallLimits limits(Settings settings) {
        Settings.RollCalls rollCall = settings.rollCall();
        return new CallLimits(
                rollCall.policy(),
                rollCall.maxDeadline(),
                rollCall.maxIds(),
                settings.remote().firstId());
    }

    /** Fills an empty directory with all of these users, or with none if that fails. */
    private static void fillIfEmpty(Directory directory, List<User> users) {
        if (directory.page(Query.first(1)).entries().isEmpty()) {
            var sample = new Attribution(
                    new Actor(Actor.Kind.SYSTEM, "sample"), Clock.systemUTC().instant());
            directory.saveAll(users.stream().map(Upsert::of).toList(), sample);
        }
    }

    /** Returns the URI of the server. */
    public URI address() {
        return server.address();
    }

    /** Returns a notice to print at the start; empty unless the remote is the sample. */
    public Optional<String> notice() {
        return remote.notice();
    }

    /** Returns whether nobody can sign in: that takes a token, and there was none at the start. */
    public boolean isLockedOut() {
        return isLockedOut;
    }

    /** Returns whether other machines can reach the server. */
    public boolean isPublic() {
        return server.isPublic();
    }

    /** Completes the requests in flight, then closes all components in reverse order of opening. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.getLogger(Application.class.getName())
                        .log(System.Logger.Level.WARNING, "A component failed to close", e);
            }
        }
        ended.countDown();
    }

    /** Ends it for a reason of its own. */
    private void end(Ending why) {
        ending = why;
        ended.countDown();
    }

    /** Waits until all components are closed, or the application has ended by itself; returns which. */
    public Ending awaitEnd() throws InterruptedException {
        ended.await();
        return ending;
    }
}
