package dev.rollcall.app.command;

import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.OpenDirectory;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.format.users.Formulas;
import dev.rollcall.http.format.users.UserFormat;
import dev.rollcall.http.format.users.UserWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
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

/** Exports the users of the directory. */
@Command(
        name = "export",
        header = "Export the users of the directory to a file that import can read.",
        description =
                "%nAn existing file is replaced once the export is complete; it keeps its owner, mode and links. What is no regular"
                        + " file, such as a pipe, is written to.%n",
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final SettingsOptions settings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The file to write; default, and -: standard output.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = UserFormatReader.class,
            description = "csv or ndjson; default: by the extension of the file, or csv.")
    private @Nullable UserFormat format;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only users whose id, or a word of any field, starts with TEXT.")
    private String text = "";

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            converter = OrderReader.class,
            description = "Sort by id or name; default: id.")
    private Order order = Order.ID;

    @Option(
            names = "--escape-formulas",
            description =
                    "Put an apostrophe before values in csv that a spreadsheet would take for formulas, such as =1+1. Import reads it"
                            + " as part of the value.")
    private boolean escapesFormulas;

    public ExportCommand(Shell shell, SettingsOptions before) {
        this.shell = shell;
        this.settings = new SettingsOptions(Optional.of(before));
    }

    @Override
    public Integer call() throws WrongSettings, IOException {
        Query query = query();
        if (escapesFormulas && format() != UserFormat.CSV) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--escape-formulas is for csv, not for ndjson");
        }
        try (OpenDirectory directory = OpenDirectory.of(settings.read(shell))) {
            if (file == null || WrittenFile.isStandardOutput(file)) {
                export(directory, query, shell.out());
            } else {
                WrittenFile.write(file, out -> export(directory, query, out));
            }
        }
        return ExitCode.DONE;
    }

    private Query query() {
        try {
            return Query.search(text, Query.MAX_LIMIT).by(order);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--search: " + Quoted.plain(String.valueOf(e.getMessage())));
        }
    }

    private UserFormat format() {
        return Optional.ofNullable(format)
                .or(() -> Optional.ofNullable(file).flatMap(path -> UserFormat.ofName(path.toString())))
                .orElse(UserFormat.CSV);
    }

    private void export(OpenDirectory directory, Query query, OutputStream out) throws IOException {
        UserWriter writer =
                format().writer(out, directory.fields(), escapesFormulas ? Formulas.ESCAPED : Formulas.KEPT);
        try (var progress = new Progress(shell)) {
            directory.registrar().export(query, entry -> {
                writer.write(entry.user());
                progress.row();
            });
        }
        writer.finish();
        out.flush();
    }

    static final class OrderReader implements ITypeConverter<Order> {
        @Override
        public Order convert(String text) {
            return Stream.of(Order.values())
                    .filter(order -> order.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("must be id or name"));
        }
    }
}
