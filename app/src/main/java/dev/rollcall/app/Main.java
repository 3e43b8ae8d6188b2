package dev.rollcall.app;

import dev.rollcall.app.command.CallCommand;
import dev.rollcall.app.command.ExitCode;
import dev.rollcall.app.command.ExportCommand;
import dev.rollcall.app.command.ImportCommand;
import dev.rollcall.app.command.ListCommand;
import dev.rollcall.app.command.ReconcileCommand;
import dev.rollcall.app.command.ServeCommand;
import dev.rollcall.app.command.SettingsOptions;
import dev.rollcall.app.command.Shell;
import dev.rollcall.app.command.TokenCommand;
import dev.rollcall.app.log.Logging;
import dev.rollcall.app.settings.Setting;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command {@code rollcall}; without a subcommand, it runs {@code serve}. */
@Command(
        name = "rollcall",
        header = "A user directory that never mistakes silence for absence.",
        description = "%nWithout a command, it runs serve.%n",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success; a roll call was complete; a plan was made, was applied, or has nothing to do",
            "1:failure: unusable input or output, or an outage",
            "2:invalid usage or settings",
            "3:partial: ids are late or failed (including unconfirmed), rows of an import are bad, or listed users unreadable;"
                    + " a run isn't sound",
            "4:reconcile: the plan is held, being beyond the limits; serve ended by itself: the embedded database closed itself after a failure of its file; start it again",
            "5:serve ended by itself: it could accept no more connections, for want of file descriptors; start it again"
        },
        footer = "%nFor a list of all settings: rollcall --help")
public final class Main implements Callable<Integer> {
    private static final System.Logger LOGGER = System.getLogger(Main.class.getName());

    @Mixin
    private final SettingsOptions settings = new SettingsOptions(Optional.empty());

    private final Shell shell;

    private Main(Shell shell) {
        this.shell = shell;
    }

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) {
        Logging.configure();
        int code = run(Shell.ofThisProcess(), args);
        if (code == ExitCode.DATABASE_LOST) {
            Runtime.getRuntime()
                    .halt(code); // threads may spin in the database, so an orderly shutdown could last for ever
        }
        System.exit(code);
    }

    /** Runs the command line and returns its exit code. */
    static int run(Shell shell, String... args) {
        int code = commandLine(shell).execute(args);
        if (shell.out().checkError()) {
            shell.err().println("rollcall: can't write the output");
            return ExitCode.UNUSABLE;
        }
        return code;
    }

    static CommandLine commandLine(Shell shell) {
        var main = new Main(shell);
        CommandLine line = new CommandLine(main)
                .addSubcommand(new ServeCommand(shell, main.settings))
                .addSubcommand(new CallCommand(shell, main.settings))
                .addSubcommand(new ListCommand(shell, main.settings))
                .addSubcommand(new ReconcileCommand(shell, main.settings))
                .addSubcommand(new ImportCommand(shell, main.settings))
                .addSubcommand(new ExportCommand(shell, main.settings))
                .addSubcommand(TokenCommand.of(shell, main.settings))
                .setExpandAtFiles(false)
                .setUsageHelpWidth(100)
                .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failure);
        addSettings(line);
        return line;
    }

    private static void addSettings(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .footerHeading("%nSettings (in a YAML file, as ROLLCALL_… environment variables, or with -D):%n");
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, Main::settingsHelp);
    }

    @Override
    public Integer call() throws WrongSettings, InterruptedException {
        return ServeCommand.serve(settings.read(shell), shell);
    }

    /** Returns the list of all settings; it is written when help is asked for, since a start doesn't need it. */
    private static String settingsHelp(Help help) {
        List<String> lines = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            lines.add("  %s (%s)%n      %s"
                    .formatted(
                            setting.key(),
                            setting.defaultText().isEmpty() ? "unset" : setting.defaultText(),
                            setting.meaning()));
        }
        help.commandSpec().usageMessage().footer(lines.toArray(String[]::new));
        return help.footer();
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        report(command, e);
        command.getErr()
                .println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.WRONG_USAGE;
    }

    private static int failure(Exception e, CommandLine command, ParseResult parsed) {
        if (!(e instanceof WrongSettings || isOutage(e))) {
            LOGGER.log(System.Logger.Level.ERROR, "Unexpected error; this is a bug in Rollcall", e);
        }
        report(command, e);
        String reported = String.valueOf(e.getMessage());
        String reason = reason(e);
        for (Throwable cause = e.getCause();
                cause != null && isOutage(e) && !reported.contains(reason);
                cause = cause.getCause()) {
            report(command, cause);
            reported += cause.getMessage();
        }
        return e instanceof WrongSettings ? ExitCode.WRONG_USAGE : ExitCode.UNUSABLE;
    }

    /** Returns what the first of all causes says. */
    private static String reason(Throwable e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : reason(e.getCause());
    }

    private static boolean isOutage(Exception e) {
        return e instanceof InterruptedException
                || e instanceof IOException
                || e instanceof UncheckedIOException
                || e instanceof DirectoryUnavailable;
    }

    private static void report(CommandLine command, Throwable e) {
        String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
        message.lines().forEach(line -> command.getErr().println("rollcall: " + Quoted.plain(line)));
    }

    /** The version in the manifest of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Rollcall " + (version == null ? "(not packaged)" : version)};
        }
    }
}
