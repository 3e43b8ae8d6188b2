package dev.rollcall.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Serves until the process is told to stop. */
@Command(
        name = "serve",
        header = "Serve the pages and the API until stopped; the default.",
        description = "%nWith no remote.uri set it starts a sample remote, and says so.%n")
final class ServeCommand implements Callable<Integer> {
    private final Shell shell;
    private final SettingsOptions settings;

    ServeCommand(Shell shell, SettingsOptions settings) {
        this.shell = shell;
        this.settings = settings;
    }

    @Override
    public Integer call() throws WrongSettings, InterruptedException {
        try (Application application = Application.open(settings.read(shell))) {
            application.serve();
            application.notice().ifPresent(shell.out()::println);
            shell.out().printf("Rollcall serves %s (Ctrl-C stops it)%n", application.address());
            shell.out().flush();
            application.awaitStop();
        }
        return Main.DONE;
    }
}
