package dev.rollcall.db;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of an embedded H2 database.
 *
 * @param path where it is
 */
record DatabaseFile(Path path) {
    /**
     * How many bytes must be free for a change to begin: more than all changes write that may have begun by then. On a small volume, a
     * quarter of it.
     */
    private static final long RESERVE = 32L << 20;

    private static final String SUFFIX = ".mv.db";
    /** Matches a URL with a file, and the file systems before it; not one in memory or of a server. */
    private static final Pattern URL =
            Pattern.compile("^jdbc:h2:(?:[a-z]{2,}:)*([~./\\\\][^;]*|[A-Za-z]:[^;]*)(?:;.*)?$");

    /** Returns the file of a database; empty if it isn't an embedded one in a file. */
    static Optional<DatabaseFile> of(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches() || url.startsWith("jdbc:h2:mem:") || url.matches("jdbc:h2:(tcp|ssl):.*")) {
            return Optional.empty();
        }
        String name = matcher.group(1).replaceFirst("^~(?=[/\\\\])", Matcher.quoteReplacement(home()));
        return Optional.of(new DatabaseFile(Path.of(name + SUFFIX).toAbsolutePath()));
    }

    private static String home() {
        return System.getProperty("user.home");
    }

    /**
     * Creates the file, if it is missing, so that only its owner can read it; with its folder. Where the file system knows no such
     * permissions, it does nothing.
     *
     * @throws UncheckedIOException if that fails
     */
    void create() {
        Path folder = path.getParent();
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                FileAttribute<?> owners =
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
                Files.createFile(path, owners);
            }
        } catch (FileAlreadyExistsException e) {
            // it keeps the permissions that its owner gave it
        } catch (IOException e) {
            throw new UncheckedIOException("can't create " + path, e);
        }
    }

    /** Returns whether the disk has too little space for another change; a file store would read the table of mounts each time. */
    boolean isShortOfSpace() {
        File file = path.toFile();
        long total = file.getTotalSpace(); // 0 if it can't be told: whoever writes will see
        return total > 0 && file.getUsableSpace() < Math.min(RESERVE, total / 4);
    }
}
