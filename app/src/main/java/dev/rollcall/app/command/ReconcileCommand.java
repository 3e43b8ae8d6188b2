package dev.rollcall.app.command;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.ChosenRemote;
import dev.rollcall.app.wiring.OpenReconciler;
import dev.rollcall.db.Database;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.Drift;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Plans what makes the directory agree with the remote, prints the plan, and applies it if asked to. */
@Command(
        name = "reconcile",
        header = "Plan what makes the directory agree with the remote; apply exactly that plan if asked to.",
        description =
                "%nAsks the remote about the whole directory, or the ids in files, and prints what would change, each line with its proof."
                        + " Nothing changes without --apply. A command that is stopped goes on with the next one, or with the server.%n",
        sortOptions = false)
public final class ReconcileCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final SettingsOptions settings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "Ask about the ids in these files alone; - is standard input. Default: the whole directory.")
    private List<Path> files = List.of();

    @Option(names = "--apply", description = "Apply the plan, if it is within the limits (reconcile.limits.…).")
    private boolean applies;

    @Option(
            names = "--approve",
            description = "With --apply: apply the plan even if it is beyond the limits. Needs --reason.")
    private boolean approves;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the plan is approved; it is kept with the run.")
    private @Nullable String reason;

    @Option(
            names = "--drift",
            paramLabel = "WHAT",
            converter = DriftReader.class,
            description =
                    "With --apply, if users changed since the plan was made: skip these, or refuse to apply anything; default: skip.")
    private Drift drift = Drift.SKIP;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = PlanFormatReader.class,
            description = "The output: table, or all lines as ndjson (one per line) or csv; default: table.")
    private PlanFormat format = PlanFormat.TABLE;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does it, for the history; default: the operating system's user.")
    private @Nullable String by;

    public ReconcileCommand(Shell shell, SettingsOptions before) {
        this.shell = shell;
        this.settings = new SettingsOptions(Optional.of(before));
    }

    @Override
    public Integer call() throws WrongSettings, IOException, InterruptedException {
        checkUsage();
        Actor actor = shell.actor(by, Objects.requireNonNull(spec));
        Settings read = settings.read(shell);
        Optional<List<UserId>> ids = RosterFiles.read(files, shell);
        if (ids.isEmpty()) {
            return ExitCode.UNUSABLE;
        }
        try (ChosenRemote remote = ChosenRemote.open(read.remote());
                Database database = Database.open(read.database().address());
                OpenReconciler opened = OpenReconciler.forCommand(database, remote, read)) {
            remote.notice().ifPresent(shell.err()::println);
            return reconcile(opened.reconciler(), order(read), ids.get(), actor, read);
        }
    }

    private void checkUsage() {
        StandardInput.checkOnce(files, Objects.requireNonNull(spec));
        if (approves && (!applies || reason == null || reason.isBlank())) {
            throw usage("--approve needs --apply, and --reason with a text");
        }
    }

    private RunOrder order(Settings read) {
        RunOrder.RosterKind roster = files.isEmpty() ? RunOrder.RosterKind.DIRECTORY : RunOrder.RosterKind.IDS;
        return new RunOrder(roster, read.reconciliation().rules(), RunOrder.Application.NEVER);
    }

    private int reconcile(Reconciler reconciler, RunOrder order, List<UserId> ids, Actor actor, Settings read)
            throws IOException, InterruptedException {
        Decision begun = reconciler.begin(order, ids, actor);
        if (begun instanceof Decision.Busy busy) {
            say("run %s, which %s began at %s, isn't finished: this follows it, and begins none"
                    .formatted(
                            busy.other().id(), busy.other().by(), busy.other().began()));
            return finish(reconciler, follow(reconciler, busy.other()), read);
        }
        Run run = follow(reconciler, ((Decision.Accepted) begun).run());
        return finish(reconciler, decided(reconciler, run, actor), read);
    }

    private Run follow(Reconciler reconciler, Run run) throws InterruptedException {
        try (var progress = new Progress(shell)) {
            return new RunFollower(reconciler, progress).follow(run.id());
        }
    }

    private Run decided(Reconciler reconciler, Run planned, Actor actor) throws InterruptedException {
        Run run = planned;
        if (applies && approves && run.state() == RunState.HELD) {
            run.reasons().forEach(why -> say("held: " + why));
            run = accepted(reconciler.approve(
                    run.id(), OptionalLong.of(run.version()), actor, Objects.requireNonNull(reason)));
        }
        if (!applies || run.state() != RunState.READY) {
            return run;
        }
        Decision decision = reconciler.apply(run.id(), OptionalLong.of(run.version()), drift, actor);
        if (decision instanceof Decision.Drifted drifted) {
            say("nothing was applied, since these users changed after the plan was made: "
                    + String.join(
                            ", ", drifted.users().stream().map(UserId::value).toList()));
            return run;
        }
        return follow(reconciler, accepted(decision));
    }

    private static Run accepted(Decision decision) {
        if (decision instanceof Decision.Accepted accepted) {
            return accepted.run();
        }
        throw new IllegalStateException("the run came into another state meanwhile: " + decision);
    }

    private int finish(Reconciler reconciler, Run run, Settings read) throws IOException {
        format.write(run, reconciler, read.directory().fields(), shell.out());
        shell.out().flush();
        run.warnings().forEach(warning -> say("warning: " + warning));
        say("run %s is %s: %s"
                .formatted(run.id(), run.state().word(), run.state().meaning()));
        run.reasons().forEach(why -> say("- " + why));
        if (run.state() == RunState.APPLIED) {
            say("%s lines were applied, %s skipped"
                    .formatted(run.tally().applied(), run.tally().skipped()));
        }
        return code(run);
    }

    private int code(Run run) {
        boolean isRefused = applies && run.state() == RunState.READY;
        boolean isPartial = run.tally().counts().unproven() > 0;
        return switch (run.state()) {
            case READY, NOTHING_TO_DO, APPLIED ->
                isRefused ? ExitCode.UNUSABLE : isPartial ? ExitCode.PARTIAL : ExitCode.DONE;
            case UNSOUND -> ExitCode.PARTIAL;
            case HELD -> ExitCode.HELD;
            default -> ExitCode.UNUSABLE;
        };
    }

    private void say(String what) {
        shell.err().println("rollcall: " + Quoted.plain(what));
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    static final class DriftReader implements ITypeConverter<Drift> {
        @Override
        public Drift convert(String text) {
            return Stream.of(Drift.values())
                    .filter(drift -> drift.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("must be skip or refuse"));
        }
    }

    static final class PlanFormatReader implements ITypeConverter<PlanFormat> {
        @Override
        public PlanFormat convert(String text) {
            return Stream.of(PlanFormat.values())
                    .filter(format -> format.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("must be table, ndjson or csv"));
        }
    }
}
