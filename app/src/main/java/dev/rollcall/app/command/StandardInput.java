package dev.rollcall.app.command;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The standard input among the files of a command: {@code -}. */
final class StandardInput {
    private static final Path NAME = Path.of("-");

    private StandardInput() {}

    static boolean is(Path file) {
        return file.equals(NAME);
    }

    /**
     * Refuses it if it is given more than once: there would be nothing left to read.
     *
     * @throws ParameterException if it is
     */
    static void checkOnce(List<Path> files, CommandSpec spec) {
        if (files.stream().filter(StandardInput::is).count() > 1) {
            throw new ParameterException(spec.commandLine(), "- (standard input) may be given only once");
        }
    }
}
