package dev.rollcall.app.command;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.Application;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves until the process is told to stop. */
@Command(
        name = "serve",
        header = "Serve the pages and the API until stopped; the default.",
        description = "%nWith no remote.uri set it starts a sample remote, and says so.%n")
public final class ServeCommand implements Callable<Integer> {
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

    /** Serves until the process is told to stop; then lets the requests in flight be answered, and returns the exit code. */
    public static int serve(Settings settings, Shell shell) throws InterruptedException {
        Application application = Application.open(settings);
        io.helidon.Main.addShutdownHandler(() -> stop(application, shell));
        application.notice().ifPresent(shell.out()::println);
        shell.out().printf("Rollcall serves %s (Ctrl-C stops it)%n", application.address());
        shell.out().flush();
        application.awaitClose();
        return ExitCode.DONE;
    }

    private static void stop(Application application, Shell shell) {
        shell.out().println("Rollcall stops when the requests in flight are answered");
        shell.out().flush();
        application.close();
    }
}
