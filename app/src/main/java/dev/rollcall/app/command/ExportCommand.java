package dev.rollcall.app.command;

import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.wiring.OpenDirectory;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.format.UserFormat;
import dev.rollcall.http.format.UserWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        description = "%nAn existing file is replaced once the export is complete.%n",
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final SettingsOptions settings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file to write; default: standard output.")
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

    public ExportCommand(Shell shell, SettingsOptions before) {
        this.shell = shell;
        this.settings = new SettingsOptions(Optional.of(before));
    }

    @Override
    public Integer call() throws WrongSettings, IOException {
        Query query = query();
        try (OpenDirectory directory = OpenDirectory.of(settings.read(shell))) {
            if (file == null) {
                export(directory, query, shell.out());
            } else {
                exportToFile(directory, query, file);
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

    /** Writes a temporary file and renames it, so that the target is never incomplete. */
    private void exportToFile(OpenDirectory directory, Query query, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw unwritable(target, "is a directory, not a file"); // an empty one would be replaced
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                export(directory, query, out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(target, reason(e));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Omits the cause, which names the temporary file. */
    private static IOException unwritable(Path target, String reason) {
        return new IOException("%s: can't be written: %s".formatted(Quoted.plain(target.toString()), reason));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such folder";
            case AccessDeniedException denied -> "permission denied";
            default -> Quoted.plain(String.valueOf(e.getMessage()));
        };
    }

    private void export(OpenDirectory directory, Query query, OutputStream out) throws IOException {
        UserFormat chosen = Optional.ofNullable(format)
                .or(() -> Optional.ofNullable(file).flatMap(UserFormatReader::of))
                .orElse(UserFormat.CSV);
        UserWriter writer = chosen.writer(out);
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
