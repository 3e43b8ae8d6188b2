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

/** Writes the users of the directory into a file. */
@Command(
        name = "export",
        header = "Write the users of the directory into a file, as it can be imported.",
        description = "%nA file that was there is replaced when all is written.%n",
        sortOptions = false)
public final class ExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final SettingsOptions settings;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The file; default: the standard output.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = UserFormatReader.class,
            description = "csv or ndjson; default: what the file's name ends with, or csv.")
    private @Nullable UserFormat format;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only users whose id, or a word of any field of whom, begins with this.")
    private String text = "";

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            converter = OrderReader.class,
            description = "id or name; default: id.")
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

    /** Writes another file first, so that nothing half-written ever bears the name. */
    private void exportToFile(OpenDirectory directory, Query query, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw unwritable(target, "is a directory, not a file"); // an empty one could be replaced
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

    /** Its cause is left out: it speaks of the other file. */
    private static IOException unwritable(Path target, String reason) {
        return new IOException("%s: can't be written: %s".formatted(Quoted.plain(target.toString()), reason));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "its folder isn't there";
            case AccessDeniedException denied -> "this user may not write there";
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

    /** Reads the name of an order. */
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
