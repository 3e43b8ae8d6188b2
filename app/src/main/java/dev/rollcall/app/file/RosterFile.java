package dev.rollcall.app.file;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A text file of ids, one per line. */
public final class RosterFile {
    /** The largest file, in bytes: 64 MiB. */
    static final int MAX_BYTES = 64 << 20;
    /** How many bad lines are reported one by one. */
    static final int MAX_PROBLEMS = 10;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String file;
    private final byte[] bytes;
    private final List<UserId> ids = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int bad;

    private RosterFile(Path path, byte[] bytes) {
        this.file = Quoted.plain(path.toString());
        this.bytes = bytes;
    }

    /**
     * Returns the ids in the file, in its order, duplicates included.
     *
     * <p>The file is UTF-8, with or without a byte order mark; lines end with LF or CRLF. White space around an id and blank lines
     * are ignored. Thread-safe.
     *
     * @throws UnreadableRoster if the file is missing, unreadable or larger than {@value #MAX_BYTES} bytes, or a line is invalid
     *     UTF-8 or an invalid id; the message lists the first {@value #MAX_PROBLEMS} bad lines and counts the others
     */
    public static List<UserId> read(Path path) throws UnreadableRoster {
        return new RosterFile(path, bytesOf(path)).lines();
    }

    private static byte[] bytesOf(Path path) throws UnreadableRoster {
        String problem;
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                return bytes;
            }
            problem = "is larger than %s MiB".formatted(MAX_BYTES >> 20);
        } catch (IOException e) {
            problem = FileProblem.of(path, e);
        }
        throw new UnreadableRoster(List.of("%s: %s".formatted(Quoted.plain(path.toString()), problem)));
    }

    private List<UserId> lines() throws UnreadableRoster {
        int start = ByteBuffer.wrap(bytes)
                        .slice(0, Math.min(bytes.length, BYTE_ORDER_MARK.length))
                        .equals(ByteBuffer.wrap(BYTE_ORDER_MARK))
                ? BYTE_ORDER_MARK.length
                : 0;
        // no byte of a multi-byte UTF-8 sequence equals LF, so lines can be split before decoding
        for (int line = 1; start < bytes.length; line++) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            add(line, ByteBuffer.wrap(bytes, start, end - start));
            start = end + 1;
        }
        if (bad > 0) {
            throw new UnreadableRoster(allProblems());
        }
        return List.copyOf(ids);
    }

    private void add(int line, ByteBuffer encoded) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer decoded = CharBuffer.allocate(encoded.remaining());
        CoderResult result = decoder.decode(encoded, decoded, true);
        if (result.isError()) {
            problem(line, "invalid UTF-8 at byte offset %s".formatted(encoded.position()));
            return;
        }
        String text = decoded.flip().toString().strip();
        try {
            if (!text.isEmpty()) {
                ids.add(new UserId(text));
            }
        } catch (IllegalArgumentException e) {
            problem(line, String.valueOf(e.getMessage()));
        }
    }

    private void problem(int line, String problem) {
        if (bad++ < MAX_PROBLEMS) {
            problems.add("%s, line %s: %s".formatted(file, line, problem));
        }
    }

    private List<String> allProblems() {
        if (bad > MAX_PROBLEMS) {
            problems.add("%s: and %s more bad lines".formatted(file, bad - MAX_PROBLEMS));
        }
        return problems;
    }
}
