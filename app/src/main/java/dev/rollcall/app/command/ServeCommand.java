package dev.rollcall.app.command;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.Application;
import dev.rollcall.app.wiring.Ending;
import dev.rollcall.http.server.HttpServer;
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
            "server.host: other machines can reach that address, and there is no access control: whoever reaches it could read, change and remove"
                    + " all users. Let it listen on 127.0.0.1 behind a reverse proxy that authenticates; or say server.access=open,"
                    + " if a firewall admits that proxy alone";
    private static final String OPEN_TO_ALL = """
            rollcall: WARNING: other machines can reach this server, and it has no access control.
            Whoever reaches it can read, change and remove all users, and have it call the remote with its credentials.
            Let it listen on 127.0.0.1 (server.host) behind a reverse proxy that authenticates, or let a firewall admit that proxy alone.
            The page /docs/operation says how.""";

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
        Settings.Server server = settings.server();
        if (!server.isOpen() && HttpServer.isPublic(server.host())) {
            throw new WrongSettings(List.of(CLOSED_TO_OTHERS));
        }
        Application application = Application.open(settings);
        io.helidon.Main.addShutdownHandler(() -> stop(application, shell));
        application.notice().ifPresent(shell.out()::println);
        if (application.isPublic()) {
            shell.err().println(OPEN_TO_ALL);
        }
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

    private static void stop(Application application, Shell shell) {
        shell.out().println("Rollcall is stopping: waiting for requests in flight");
        shell.out().flush();
        application.close();
    }
}
