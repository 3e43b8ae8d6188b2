package dev.rollcall.app.settings;

import dev.rollcall.app.file.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file with the value of one setting, as Docker, Kubernetes and systemd hand secrets over. */
final class SecretFile {
    private static final int MAX = 64 * 1024;

    private SecretFile() {}

    /**
     * Reads a file, without the line break at its end if there is one.
     *
     * @param name the file; a relative one is resolved against the working directory
     * @throws IOException if it can't be read, isn't UTF-8 or has more than 64 KiB; the message is the reason, in words
     */
    static String read(String name) throws IOException {
        try {
            return withoutLineBreak(text(Path.of(name)));
        } catch (InvalidPathException e) {
            throw new IOException("isn't the name of a file", e);
        }
    }

    private static String text(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX + 1);
            if (bytes.length > MAX) {
                throw new IOException("more than %s bytes".formatted(MAX));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("invalid UTF-8", e);
        } catch (IOException e) {
            throw new IOException(FileProblem.of(path, e), e);
        }
    }

    private static String withoutLineBreak(String text) {
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        return text.substring(0, end > 0 && end < text.length() && text.charAt(end - 1) == '\r' ? end - 1 : end);
    }
}
