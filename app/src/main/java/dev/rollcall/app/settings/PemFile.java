package dev.rollcall.app.settings;

import dev.rollcall.app.file.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of certificates or of a key. */
final class PemFile {
    /** The bundle of a whole system has some 250 KB. */
    private static final int MAX = 4 * 1024 * 1024;

    private PemFile() {}

    /**
     * Reads a file. Its bytes become a character each, since what isn't ASCII can only be a comment, or no PEM.
     *
     * @param path a relative one is resolved against the working directory
     * @throws IOException if it can't be read, or has more than 4 MiB; the message is the reason, in words
     */
    static String read(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX + 1);
        } catch (IOException e) {
            throw new IOException(FileProblem.of(path, e), e);
        }
        if (bytes.length > MAX) {
            throw new IOException("more than %s bytes".formatted(MAX));
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
