package dev.rollcall.app.command;

import dev.rollcall.http.format.users.UserFormat;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the format of a user file from an option. */
final class UserFormatReader implements ITypeConverter<UserFormat> {
    @Override
    public UserFormat convert(String text) {
        return Stream.of(UserFormat.values())
                .filter(format -> format.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be csv or ndjson"));
    }
}
