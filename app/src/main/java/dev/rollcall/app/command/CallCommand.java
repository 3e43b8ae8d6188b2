package dev.rollcall.app.command;

import dev.rollcall.app.settings.Form;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.ChosenRemote;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.format.RollCallFormat;
import dev.rollcall.http.format.RollCallJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

/** Calls the roll of ids and prints the answers. */
@Command(
        name = "call",
        header = "Call the roll of ids on the remote and print the answers.",
        description =
                "%nTakes either --count, --explain or files. A file has one id per line, or is CSV with a column id; UTF-8, or UTF-16 with a byte"
                        + " order mark.%n",
        sortOptions = false)
public final class CallCommand implements Callable<Integer> {
    private static final int MAX_COUNT = 1_000_000;

    private final Shell shell;

    @Mixin
    private final SettingsOptions settings;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--count", paramLabel = "N", description = "Call N consecutive ids, starting at remote.first-id.")
    private @Nullable Integer count;

    @Option(
            names = "--explain",
            paramLabel = "ID",
            description = "Ask for one id, and show what was sent, received and found, to set up a remote.")
    private @Nullable String explained;

    @Parameters(
            paramLabel = "FILE",
            description = "Call the ids in these files, in order, duplicates once; - is standard input.")
    private List<Path> files = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatReader.class,
            description = "The output: table, json, ndjson (one answer per line) or csv; default: table.")
    private Format format = Format.TABLE;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = DeadlineReader.class,
            description = "The deadline of the roll call, such as 2s or PT1.5S; default: roll-call.deadline.")
    private @Nullable Duration deadline;

    public CallCommand(Shell shell, SettingsOptions before) {
        this.shell = shell;
        this.settings = new SettingsOptions(Optional.of(before));
    }

    /** The format of the output. */
    public enum Format {
        /** Aligned columns for a person. */
        TABLE,
        /** One JSON document, as in the API. */
        JSON,
        /** One answer per line, as in the API. */
        NDJSON,
        /** A row per answer, as in the API. */
        CSV
    }

    @Override
    public Integer call() throws WrongSettings, IOException, InterruptedException {
        checkUsage();
        Settings read = settings.read(shell);
        CallPolicy policy = policy(read.rollCall());
        if (explained != null) {
            return explain(new UserId(explained), policy, read);
        }
        Optional<Roster> roster = roster(read.remote().firstId());
        if (roster.isEmpty()) {
            return ExitCode.UNUSABLE;
        }
        try (ChosenRemote remote = ChosenRemote.open(read.remote())) {
            remote.notice().ifPresent(shell.err()::println);
            RollCall call = remote.users().call(roster.get(), policy);
            print(call, format, read.directory().fields(), shell);
            return call.isComplete() ? ExitCode.DONE : ExitCode.PARTIAL;
        }
    }

    private int explain(UserId id, CallPolicy policy, Settings read) throws InterruptedException {
        try (ChosenRemote remote = ChosenRemote.open(read.remote())) {
            remote.notice().ifPresent(shell.err()::println);
            Explanation explanation = remote.users().explain(id, policy);
            ExplanationText.write(explanation, shell.out());
            shell.out().flush();
            warn(explanation.warnings(), shell);
            boolean isProven =
                    explanation.answer() instanceof Answer.Present || explanation.answer() instanceof Answer.Absent;
            return isProven ? ExitCode.DONE : ExitCode.PARTIAL;
        }
    }

    private void checkUsage() {
        if (Stream.of(count != null, !files.isEmpty(), explained != null)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw usage("Specify either --count N, or one or more FILEs with one id per line, or --explain ID");
        }
        if (explained != null) {
            if (format != Format.TABLE) {
                throw usage("--explain has no --format: it prints text");
            }
            try {
                new UserId(explained);
            } catch (IllegalArgumentException e) {
                throw usage("--explain: " + e.getMessage());
            }
        }
        StandardInput.checkOnce(files, Objects.requireNonNull(spec));
        if (count != null && (count < 0 || count > MAX_COUNT)) {
            throw usage("--count must be a whole number from 0 to %s: %s".formatted(MAX_COUNT, count));
        }
    }

    private CallPolicy policy(Settings.RollCalls rollCall) {
        if (deadline == null) {
            return rollCall.policy();
        }
        if (deadline.compareTo(rollCall.maxDeadline()) > 0) {
            throw usage("--deadline must be at most roll-call.max-deadline, which is %s: %s"
                    .formatted(rollCall.maxDeadline(), deadline));
        }
        return rollCall.policy().withDeadline(deadline);
    }

    /** Returns the ids to call; empty if a file is unusable, after all such files have been reported. */
    private Optional<Roster> roster(long firstId) throws InterruptedException {
        return count == null
                ? RosterFiles.read(files, shell).map(Roster::of)
                : Optional.of(Roster.first(firstId, count));
    }

    /** Prints the roll call to standard output, and then its warnings to standard error. */
    public static void print(RollCall call, Format format, UserFields fields, Shell shell) throws IOException {
        OutputStream out = shell.out();
        switch (format) {
            case TABLE -> RollCallTable.write(call, shell.out());
            case JSON -> {
                RollCallJson.write(call, out);
                shell.out().println();
            }
            case NDJSON -> RollCallJson.writeLines(call, out);
            case CSV -> out.write(RollCallFormat.CSV.write(call, fields));
        }
        out.flush();
        warn(call.warnings(), shell);
    }

    private static void warn(List<String> warnings, Shell shell) {
        warnings.forEach(warning -> shell.err().println("rollcall: warning: " + Quoted.plain(warning)));
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    static final class FormatReader implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            return Stream.of(Format.values())
                    .filter(format -> format.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("must be table, json, ndjson or csv"));
        }
    }

    static final class DeadlineReader implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Form.duration().read(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
