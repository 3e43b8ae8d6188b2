package dev.rollcall.app.command;

import dev.rollcall.app.file.RosterFile;
import dev.rollcall.app.file.UnreadableRoster;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.threads.FanOut;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the roster files of a command, several at once. */
final class RosterFiles {
    private static final int READERS = 3;

    private RosterFiles() {}

    /** Returns the ids in the files, in order; empty if a file is unusable, after all such files have been reported. */
    static Optional<List<UserId>> read(List<Path> files, Shell shell) throws InterruptedException {
        try {
            List<List<UserId>> read = FanOut.map(files, READERS, file -> read(file, shell));
            return Optional.of(read.stream().flatMap(Collection::stream).toList());
        } catch (UnreadableRoster first) {
            Stream.concat(Stream.of(first), Stream.of(first.getSuppressed()))
                    .flatMap(unreadable ->
                            String.valueOf(unreadable.getMessage()).lines())
                    .forEach(line -> shell.err().println("rollcall: " + line));
            return Optional.empty();
        }
    }

    private static List<UserId> read(Path file, Shell shell) throws UnreadableRoster {
        return StandardInput.is(file) ? RosterFile.read(file, shell.in()) : RosterFile.read(file);
    }
}
