package dev.rollcall.app.command;

import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.OpenDirectory;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.access.IssuedToken;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.Token;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.directory.Actor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Issues, lists and revokes the tokens by which programs prove who they are. */
@Command(
        name = "token",
        header = "Issue, list and revoke the tokens of programs that use the API.",
        description =
                "%nA running server knows a new token, and refuses a revoked one, at once. It has a page for the same, /access.%n",
        sortOptions = false)
public final class TokenCommand implements Callable<Integer> {
    private final Shell shell;
    private final SettingsOptions before;

    @Spec
    private @Nullable CommandSpec spec;

    private TokenCommand(Shell shell, SettingsOptions before) {
        this.shell = shell;
        this.before = before;
    }

    /** Returns the command with its own ones. */
    public static CommandLine of(Shell shell, SettingsOptions before) {
        var all = new TokenCommand(shell, before);
        return new CommandLine(all)
                .addSubcommand(all.new Create())
                .addSubcommand(all.new Listing())
                .addSubcommand(all.new Revoke());
    }

    @Override
    public Integer call() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "say create, list or revoke");
    }

    /** Issues a token. */
    @Command(name = "create", header = "Issue a token. Its text is shown only now.", sortOptions = false)
    private final class Create implements Callable<Integer> {
        @Mixin
        private final SettingsOptions settings = new SettingsOptions(Optional.of(before));

        @Spec
        private @Nullable CommandSpec own;

        @Parameters(paramLabel = "NAME", description = "The program; the history tells what it did under this name.")
        private String name = "";

        @Option(
                names = "--scopes",
                paramLabel = "SCOPE,…",
                required = true,
                split = ",",
                converter = ScopeReader.class,
                description = "What it may do: read, call, write, reconcile, operate.")
        private Set<Scope> scopes = EnumSet.noneOf(Scope.class);

        @Option(
                names = "--expires",
                paramLabel = "DURATION",
                description = "How long it is valid, as P90D or PT12H, or never; default: P90D.")
        private @Nullable String expires;

        @Option(
                names = "--by",
                paramLabel = "NAME",
                description = "Who issues it; default: the operating system's user.")
        private @Nullable String by;

        @Override
        public Integer call() throws WrongSettings, IOException {
            CommandSpec command = Objects.requireNonNull(own);
            Actor actor = shell.actor(by, command);
            Optional<Duration> lifetime = lifetime(command);
            try (OpenDirectory directory = OpenDirectory.of(settings.read(shell))) {
                IssuedToken issued = directory
                        .tokens()
                        .issue(name, scopes, lifetime, actor)
                        .orElseThrow(() -> new IOException(
                                "there is a token %s already; revoke it first".formatted(Quoted.of(name))));
                shell.err()
                        .println("rollcall: the token of %s may: %s; it %s. It is shown only now:"
                                .formatted(Quoted.plain(name), Scope.list(scopes), expiry(issued.token())));
                shell.out().println(issued.text());
                return ExitCode.DONE;
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), Quoted.plain(String.valueOf(e.getMessage())));
            }
        }

        private Optional<Duration> lifetime(CommandSpec command) {
            if ("never".equals(expires)) {
                return Optional.empty();
            }
            try {
                return Optional.of(expires == null ? TokenRegistry.USUAL_LIFETIME : Duration.parse(expires));
            } catch (DateTimeParseException e) {
                throw new ParameterException(
                        command.commandLine(), "--expires must be a duration such as P90D or PT12H, or never");
            }
        }
    }

    /** Lists the tokens. */
    @Command(
            name = "list",
            header = "List the tokens: program, scopes, issued, expires, last used.",
            sortOptions = false)
    private final class Listing implements Callable<Integer> {
        @Mixin
        private final SettingsOptions settings = new SettingsOptions(Optional.of(before));

        @Override
        public Integer call() throws WrongSettings {
            try (OpenDirectory directory = OpenDirectory.of(settings.read(shell))) {
                List<Token> all = directory.tokens().list();
                all.forEach(token -> shell.out().println(line(token)));
                if (all.isEmpty()) {
                    shell.err().println("rollcall: there are no tokens");
                }
            }
            return ExitCode.DONE;
        }

        private static String line(Token token) {
            return "%s: %s; issued %s by %s; %s; %s"
                    .formatted(
                            Quoted.plain(token.name()),
                            Scope.list(token.scopes()),
                            seconds(token.issued()),
                            Quoted.plain(token.by().name()),
                            expiry(token),
                            token.used().map(at -> "last used " + seconds(at)).orElse("never used"));
        }
    }

    /** Revokes a token. */
    @Command(name = "revoke", header = "Revoke a token: from now on it is refused.", sortOptions = false)
    private final class Revoke implements Callable<Integer> {
        @Mixin
        private final SettingsOptions settings = new SettingsOptions(Optional.of(before));

        @Parameters(paramLabel = "NAME", description = "The program that has it.")
        private String name = "";

        @Override
        public Integer call() throws WrongSettings, IOException {
            try (OpenDirectory directory = OpenDirectory.of(settings.read(shell))) {
                if (!directory.tokens().revoke(name)) {
                    throw new IOException("there is no token %s; see: rollcall token list".formatted(Quoted.of(name)));
                }
            }
            return ExitCode.DONE;
        }
    }

    private static String expiry(Token token) {
        return token.expires().map(at -> "expires " + seconds(at)).orElse("never expires");
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    static final class ScopeReader implements ITypeConverter<Scope> {
        @Override
        public Scope convert(String word) {
            return Scope.of(word.strip())
                    .orElseThrow(() -> new TypeConversionException("must be some of " + Scope.list(Scope.ALL)));
        }
    }
}
