package dev.rollcall.app.command;

import dev.rollcall.app.file.FileProblem;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.OpenDirectory;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.ImportMode;
import dev.rollcall.domain.directory.ImportReport;
import dev.rollcall.domain.directory.Row;
import dev.rollcall.http.format.SpooledFile;
import dev.rollcall.http.format.UserFile;
import dev.rollcall.http.format.UserFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
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

/** Imports users from files. */
@Command(
        name = "import",
        header = "Create or replace users in the directory from files.",
        description = {
            "%nA file is CSV with a header line that names the columns id, name and email, or NDJSON with one object of these members per"
                    + " line. Files are imported in order. Importing a file again changes nothing. Users who are in no file are kept.%n"
        },
        sortOptions = false)
public final class ImportCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final SettingsOptions settings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The files to import; - is standard input.")
    private List<Path> files = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = UserFormatReader.class,
            description = "csv or ndjson; default: by the extension of each file.")
    private @Nullable UserFormat format;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = ModeReader.class,
            description =
                    "all: save all rows of a file in one transaction, or none if one is bad; each: save the good rows;"
                            + " dry-run: save nothing, and report what would change; default: all.")
    private ImportMode mode = ImportMode.ALL;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who makes the changes, for the history; default: the operating system's user.")
    private @Nullable String by;

    public ImportCommand(Shell shell, SettingsOptions before) {
        this.shell = shell;
        this.settings = new SettingsOptions(Optional.of(before));
    }

    @Override
    public Integer call() throws WrongSettings, IOException {
        files.forEach(this::format);
        StandardInput.checkOnce(files, Objects.requireNonNull(spec));
        Actor actor = actor();
        int code = ExitCode.DONE;
        try (OpenDirectory directory = OpenDirectory.of(settings.read(shell))) {
            for (Path file : files) {
                code = worse(code, imported(directory, file, actor));
            }
        }
        return code;
    }

    private UserFormat format(Path file) {
        return Optional.ofNullable(format)
                .or(() -> UserFormatReader.of(file))
                .orElseThrow(() -> usage("--format is required: %s ends in none of .csv, .tsv, .ndjson and .json"
                        .formatted(Quoted.plain(file.toString()))));
    }

    private Actor actor() {
        String name = Optional.ofNullable(by).orElse(shell.properties().getProperty("user.name", "import"));
        try {
            return new Actor(name);
        } catch (IllegalArgumentException e) {
            throw usage("--by: " + e.getMessage());
        }
    }

    private static int worse(int one, int other) {
        return one == ExitCode.UNUSABLE || other == ExitCode.DONE ? one : other;
    }

    private int imported(OpenDirectory directory, Path file, Actor actor) throws IOException {
        if (Files.isRegularFile(file) && !StandardInput.is(file)) {
            return imported(directory, file, () -> Files.newInputStream(file), actor);
        }
        try (SpooledFile kept =
                SpooledFile.create()) { // a pipe or a device can be read once, and an import may read twice
            spool(file, kept);
            return imported(directory, file, kept, actor);
        }
    }

    private void spool(Path file, SpooledFile kept) throws IOException {
        if (StandardInput.is(file)) {
            shell.in().transferTo(kept.output());
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(kept.output());
        } catch (IOException e) {
            throw new IOException(Quoted.plain(file.toString()) + ": " + FileProblem.of(file, e));
        }
    }

    private int imported(OpenDirectory directory, Path file, UserFile.Source source, Actor actor) throws IOException {
        String name = Quoted.plain(file.toString());
        ImportReport report;
        try (var progress = new Progress(shell);
                var rows = new UserFile(format(file), directory.fields(), source)) {
            Iterable<Row> watched = () -> watched(rows.iterator(), progress);
            report = directory.registrar().importUsers(watched, mode, actor, bad -> progress.say(problem(name, bad)));
        } catch (UncheckedIOException e) {
            // without the cause, which repeats the problem but not the file
            throw new IOException(name + ": " + FileProblem.of(file, Objects.requireNonNull(e.getCause())));
        }
        shell.out().println(name + ": " + inWords(report));
        return code(report);
    }

    private static Iterator<Row> watched(Iterator<Row> rows, Progress progress) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                progress.row();
                return rows.next();
            }
        };
    }

    private static String problem(String file, Row.Bad bad) {
        String place = "rollcall: %s, line %s".formatted(file, bad.line());
        String column = bad.column().isEmpty() ? "" : ", " + Quoted.plain(bad.column());
        return place + column + ": " + Quoted.plain(bad.reason() + (bad.value().isEmpty() ? "" : ": " + bad.value()));
    }

    private static String inWords(ImportReport report) {
        if (report.isRefused()) {
            return "nothing was saved; bad rows: %s".formatted(report.bad());
        }
        String counts = "%s created, %s changed, %s unchanged, %s bad"
                .formatted(
                        report.tally().created(),
                        report.tally().changed(),
                        report.tally().unchanged(),
                        report.bad());
        return report.mode() == ImportMode.DRY_RUN ? "dry run: " + counts : counts;
    }

    private static int code(ImportReport report) {
        if (report.bad() == 0) {
            return ExitCode.DONE;
        }
        return report.isRefused() ? ExitCode.UNUSABLE : ExitCode.PARTIAL;
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    static final class ModeReader implements ITypeConverter<ImportMode> {
        @Override
        public ImportMode convert(String text) {
            return Stream.of(ImportMode.values())
                    .filter(mode -> mode.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("must be all, each or dry-run"));
        }
    }
}
