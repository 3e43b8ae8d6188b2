package dev.rollcall.app.command;

import dev.rollcall.app.log.Logging;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.Application;
import dev.rollcall.app.wiring.Ending;
import dev.rollcall.http.server.HttpServer;
import dev.rollcall.http.server.access.AccessSettings.Mode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves pages and API until the process is stopped. */
@Command(
        name = "serve",
        header = "Serve the pages and the API until stopped; the default command.",
        description = "%nWithout remote.uri, it starts a sample remote.%n")
public final class ServeCommand implements Callable<Integer> {
    private static final String CLOSED_TO_OTHERS =
            "server.host: other machines can reach that address, and whoever does could read, change and remove all users. Say"
                    + " server.access=sign-in, so that callers need a token or sign in; or let it listen on 127.0.0.1 behind a"
                    + " reverse proxy that authenticates; or say server.access=open, if a firewall admits that proxy alone";
    private static final String OPEN_TO_ALL = """
            rollcall: WARNING: other machines can reach this server, and it has no access control.
            Whoever reaches it can read, change and remove all users, and have it call the remote with its credentials.
            Say server.access=sign-in, or let a firewall admit a proxy alone that authenticates. The page /docs/access says how.""";

    private static final String LOCKED_OUT = """
            rollcall: WARNING: nobody can sign in, since there is no token. Issue one; if the database is H2, while no server runs:
            rollcall token create NAME --scopes read,call,write,reconcile,operate""";

    private final Shell shell;

    @Mixin
    private final SettingsOptions settings;

    public ServeCommand(Shell shell, SettingsOptions before) {
        this.shell = shell;
        this.settings = new SettingsOptions(Optional.of(before));
    }

    @Override
    public Integer call() throws WrongSettings, InterruptedException {
        return serve(settings.read(shell), shell);
    }

    /**
     * Serves until the process is stopped, completes the requests in flight, and returns the exit code.
     *
     * @throws WrongSettings if other machines could reach the server, but aren't meant to
     */
    public static int serve(Settings settings, Shell shell) throws WrongSettings, InterruptedException {
        if (settings.access().mode() == Mode.LOCAL
                && HttpServer.isPublic(settings.server().host())) {
            throw new WrongSettings(List.of(CLOSED_TO_OTHERS));
        }
        if (settings.logs().isJson()) {
            Logging.useJson();
        }
        Application application = Application.open(settings);
        io.helidon.Main.addShutdownHandler(() -> stop(application, shell));
        application.notice().ifPresent(shell.out()::println);
        warn(application, settings.access().mode(), shell);
        shell.out().printf("Rollcall serves %s (Ctrl-C stops it)%n", application.address());
        shell.out().flush();
        Ending ending = application.awaitEnd();
        if (ending != Ending.CLOSED) {
            shell.err().println("rollcall: " + ending.text());
        }
        return switch (ending) {
            case CLOSED -> ExitCode.DONE;
            case DATABASE_LOST -> ExitCode.DATABASE_LOST;
            case LISTENER_LOST -> ExitCode.LISTENER_LOST;
        };
    }

    private static void warn(Application application, Mode mode, Shell shell) {
        if (application.isPublic() && mode == Mode.OPEN) {
            shell.err().println(OPEN_TO_ALL);
        }
        if (application.isLockedOut()) {
            shell.err().println(LOCKED_OUT);
        }
    }

    private static void stop(Application application, Shell shell) {
        shell.out().println("Rollcall is stopping: waiting for requests in flight");
        shell.out().flush();
        application.close();
    }
}
