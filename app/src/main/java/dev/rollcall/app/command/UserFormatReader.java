package dev.rollcall.app.command;

import dev.rollcall.http.format.UserFormat;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the format of a user file from an option or from the extension of a file. */
final class UserFormatReader implements ITypeConverter<UserFormat> {
    private static final Map<String, UserFormat> EXTENSIONS = Map.of(
            "csv", UserFormat.CSV, "tsv", UserFormat.CSV, "ndjson", UserFormat.NDJSON, "json", UserFormat.NDJSON);

    @Override
    public UserFormat convert(String text) {
        return Stream.of(UserFormat.values())
                .filter(format -> format.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be csv or ndjson"));
    }

    /** Returns the format by the extension, without regard to case; empty if it is unknown. */
    static Optional<UserFormat> of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(EXTENSIONS.get(name.substring(name.lastIndexOf('.') + 1)))
                .filter(format -> name.indexOf('.') >= 0);
    }
}
