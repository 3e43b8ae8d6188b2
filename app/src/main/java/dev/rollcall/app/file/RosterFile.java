package dev.rollcall.app.file;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.format.RosterText;
import dev.rollcall.http.format.TextReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of ids: one per line, or a CSV with a column of them. */
public final class RosterFile {
    /** The largest file, in bytes: 64 MiB. */
    static final int MAX_BYTES = 64 << 20;

    private RosterFile() {}

    /**
     * Returns the ids in the file, in its order, duplicates included.
     *
     * <p>The file is UTF-8, or UTF-16 with a byte order mark; {@link RosterText} says what may be in it. Thread-safe.
     *
     * @throws UnreadableRoster if the file is missing, unreadable or larger than {@value #MAX_BYTES} bytes, or a line is invalid; the
     *     message lists the first {@value RosterText#MAX_BAD_LINES} bad lines and counts the others
     */
    public static List<UserId> read(Path path) throws UnreadableRoster {
        try (InputStream in = Files.newInputStream(path)) {
            return read(path, in);
        } catch (IOException e) {
            throw unreadable(path, FileProblem.of(path, e));
        }
    }

    /**
     * Returns the ids in the bytes of a file.
     *
     * @param path the name of the file in messages
     * @throws UnreadableRoster as above
     */
    public static List<UserId> read(Path path, InputStream in) throws UnreadableRoster {
        try {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw unreadable(path, "is larger than %s MiB".formatted(MAX_BYTES >> 20));
            }
            return ids(path, RosterText.of(new TextReader(new ByteArrayInputStream(bytes), Optional.empty())));
        } catch (IOException e) {
            throw unreadable(path, FileProblem.of(path, e));
        }
    }

    private static UnreadableRoster unreadable(Path path, String problem) {
        return new UnreadableRoster(List.of("%s: %s".formatted(Quoted.plain(path.toString()), problem)));
    }

    private static List<UserId> ids(Path path, RosterText.Read read) throws UnreadableRoster {
        if (read.bad() == 0) {
            return read.ids();
        }
        String file = Quoted.plain(path.toString());
        List<String> problems = new ArrayList<>();
        read.badLines().forEach(bad -> problems.add("%s, line %s: %s".formatted(file, bad.line(), bad.reason())));
        if (read.bad() > problems.size()) {
            problems.add("%s: and %s more bad lines".formatted(file, read.bad() - problems.size()));
        }
        throw new UnreadableRoster(problems);
    }
}
