package dev.rollcall.app.command;

import dev.rollcall.http.format.UserFormat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the format of a user file from an option or from the extension of a file. */
final class UserFormatReader implements ITypeConverter<UserFormat> {
    @Override
    public UserFormat convert(String text) {
        return Stream.of(UserFormat.values())
                .filter(format -> format.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be csv or ndjson"));
    }

    /** Returns the format by the extension; empty if it is unknown. */
    static Optional<UserFormat> of(Path file) {
        String name = file.toString();
        return Stream.of(UserFormat.values())
                .filter(format -> name.endsWith("." + format.word()))
                .findFirst();
    }
}
