package dev.rollcall.app.command;

import dev.rollcall.app.file.FileProblem;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.OpenDirectory;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.imports.ImportMode;
import dev.rollcall.domain.directory.imports.ImportReport;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.TextReader;
import dev.rollcall.http.format.users.ColumnMapping;
import dev.rollcall.http.format.users.SpooledFile;
import dev.rollcall.http.format.users.UserFile;
import dev.rollcall.http.format.users.UserFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
        header = "Create or change users in the directory from files.",
        description = {
            "%nA file is CSV whose first line names the columns, in any order and case, or JSON: an object a line (NDJSON), or an array"
                    + " of them. Values may be separated by commas, semicolons or tabs. Columns of no field are ignored, and fields"
                    + " without a column are kept as they are. Files are imported in order. Importing a file again changes nothing."
                    + " Users who are in no file are kept.%n"
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
            description = "csv or ndjson (or an array); default: by the extension of each file.")
    private @Nullable UserFormat format;

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            description =
                    "Read a field from a column with another name, as --map id=objectId. Given twice for a field, the values are joined"
                            + " by a space. For active: !COLUMN is the opposite, COLUMN=VALUE whether the column has this value. In"
                            + " JSON, /name/first is a member in a member.")
    private List<String> mappings = List.of();

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            converter = CharsetReader.class,
            description = "The encoding, as windows-1252; default: UTF-8, or UTF-16 by a byte order mark.")
    private @Nullable Charset charset;

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
        Actor actor = shell.actor(by, Objects.requireNonNull(spec));
        Map<String, List<String>> columns = columns();
        int code = ExitCode.DONE;
        try (OpenDirectory directory = OpenDirectory.of(settings.read(shell))) {
            ColumnMapping mapping = mapping(directory.fields(), columns);
            for (Path file : files) {
                code = worse(code, imported(directory, file, mapping, actor));
            }
        }
        return code;
    }

    private UserFormat format(Path file) {
        return Optional.ofNullable(format)
                .or(() -> UserFormat.ofName(file.toString()))
                .orElseThrow(
                        () -> usage("--format is required: %s ends in none of .csv, .tsv, .ndjson, .jsonl and .json"
                                .formatted(Quoted.plain(file.toString()))));
    }

    private Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new HashMap<>();
        for (String mapping : mappings) {
            int sign = mapping.indexOf('=');
            if (sign < 1 || sign == mapping.length() - 1) {
                throw usage("--map must be FIELD=COLUMN, such as id=objectId: " + Quoted.of(mapping));
            }
            columns.computeIfAbsent(mapping.substring(0, sign), none -> new ArrayList<>())
                    .add(mapping.substring(sign + 1));
        }
        return columns;
    }

    private ColumnMapping mapping(UserFields fields, Map<String, List<String>> columns) {
        try {
            return ColumnMapping.of(fields, columns);
        } catch (IllegalArgumentException e) {
            throw usage("--map: " + e.getMessage());
        }
    }

    private static int worse(int one, int other) {
        return one == ExitCode.UNUSABLE || other == ExitCode.DONE ? one : other;
    }

    private int imported(OpenDirectory directory, Path file, ColumnMapping mapping, Actor actor) throws IOException {
        var reading = new UserFile.Reading(format(file), directory.fields(), mapping, Optional.ofNullable(charset));
        if (Files.isRegularFile(file) && !StandardInput.is(file)) {
            return imported(directory, file, new UserFile(reading, () -> Files.newInputStream(file)), actor);
        }
        try (SpooledFile kept =
                SpooledFile.create()) { // a pipe or a device can be read once, and an import may read twice
            spool(file, kept);
            return imported(directory, file, new UserFile(reading, kept), actor);
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

    private int imported(OpenDirectory directory, Path file, UserFile opened, Actor actor) throws IOException {
        String name = Quoted.plain(file.toString());
        ImportReport report;
        try (var progress = new Progress(shell);
                var rows = opened) {
            Iterable<Row> watched = () -> watched(rows.iterator(), progress);
            report = directory.registrar().importUsers(watched, mode, actor, bad -> progress.say(problem(name, bad)));
            tell(progress, name + ": ignored columns", rows.ignored());
            tell(progress, name + ": columns that are not in the file", rows.missing());
        } catch (UncheckedIOException e) {
            // without the cause, which repeats the problem but not the file
            throw new IOException(name + ": " + FileProblem.of(file, Objects.requireNonNull(e.getCause())));
        }
        shell.out().println(name + ": " + inWords(report));
        return code(report);
    }

    private static void tell(Progress progress, String what, List<String> columns) {
        if (!columns.isEmpty()) {
            progress.say("rollcall: %s: %s".formatted(what, Quoted.plain(String.join(", ", columns))));
        }
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

    static final class CharsetReader implements ITypeConverter<Charset> {
        @Override
        public Charset convert(String name) {
            try {
                return TextReader.charset(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
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
