package dev.rollcall.app.command;

import dev.rollcall.domain.Quoted;
import dev.rollcall.http.format.users.SpooledFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a file that somebody named, which may exist and may be no regular file. A regular file changes only once its new content is
 * complete, and keeps its owner, group, mode and links; a symbolic link stays, and its target is written. What is no regular file is
 * written to. Nothing temporary is left, also after SIGINT and SIGTERM.
 */
final class WrittenFile {
    private static final Set<Path> STANDARD_OUTPUT =
            Set.of(Path.of("-"), Path.of("/dev/stdout"), Path.of("/dev/fd/1"), Path.of("/proc/self/fd/1"));
    /** Where paths stand for open files; to replace those would be to take them from who else has them open. */
    private static final Set<Path> OPEN_FILES = Set.of(Path.of("/dev"), Path.of("/proc"));

    private static final int MAX_LINKS = 40;

    private WrittenFile() {}

    /** What a file is to have in it. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Returns whether the name stands for standard output. */
    static boolean isStandardOutput(Path file) {
        return STANDARD_OUTPUT.contains(file);
    }

    /**
     * Writes the content to the file.
     *
     * @throws IOException if that fails; the message names the file, which is as it was, but for what was written to a file that isn't
     *     regular
     */
    static void write(Path file, Content content) throws IOException {
        try {
            Path target = behindLinks(file);
            if (Files.isDirectory(target)) {
                throw new IOException("is a directory, not a file");
            }
            boolean isOpen = OPEN_FILES.stream().anyMatch(file::startsWith);
            if (isOpen || (Files.exists(target) && !Files.isRegularFile(target))) {
                writeTo(target, content, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            } else if (Files.exists(target)) {
                replace(target, content);
            } else {
                create(target, content);
            }
        } catch (IOException e) { // without the cause, which may name a temporary file
            throw new IOException("%s: can't be written: %s".formatted(Quoted.plain(file.toString()), reason(e)));
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such folder";
            case AccessDeniedException denied -> "permission denied";
            default -> Quoted.plain(String.valueOf(e.getMessage()));
        };
    }

    /** Returns what symbolic links lead to, which may not exist. */
    private static Path behindLinks(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new IOException("too many symbolic links");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static void writeTo(Path target, Content content, StandardOpenOption... options) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target, options))) {
            content.writeTo(out);
        }
    }

    private static void create(Path target, Content content) throws IOException {
        Path part = part(target);
        try {
            writeTo(part, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Returns the path of a temporary file beside the target, which is removed when the process ends. */
    private static Path part(Path target) {
        Path part = target.resolveSibling(".rollcall-" + UUID.randomUUID() + ".part");
        part.toFile().deleteOnExit();
        return part;
    }

    private static void replace(Path target, Content content) throws IOException {
        if (!Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        Path part = part(target);
        try {
            if (isLike(target, part)) {
                writeTo(part, content, StandardOpenOption.WRITE);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
        } finally {
            Files.deleteIfExists(part);
        }
        overwrite(target, content);
    }

    /**
     * Creates the part with the owner, group and mode of the target. Returns false if the target can't be replaced by it: the folder isn't
     * writable, only root may give files away, the file has other hard links, or it isn't of a POSIX file system.
     */
    private static boolean isLike(Path target, Path part) {
        try {
            Map<String, Object> its = Files.readAttributes(target, "unix:nlink,uid,gid,mode");
            Files.createFile(part);
            Files.setAttribute(part, "unix:uid", its.get("uid"));
            Files.setAttribute(part, "unix:gid", its.get("gid"));
            Files.setAttribute(part, "unix:mode", its.get("mode"));
            return Objects.equals(its.get("nlink"), 1);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Writes the file in place once the content is complete, if its disk has room. */
    private static void overwrite(Path target, Content content) throws IOException {
        try (SpooledFile kept = SpooledFile.create();
                OutputStream spool = new BufferedOutputStream(kept.output())) {
            content.writeTo(spool);
            spool.flush();
            try (InputStream in = kept.open()) {
                checkRoom(target, kept.size());
                try (OutputStream out =
                        Files.newOutputStream(target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                    in.transferTo(out);
                }
            }
        }
    }

    private static void checkRoom(Path target, long size) throws IOException {
        if (size > Files.getFileStore(target).getUsableSpace() + Files.size(target)) {
            throw new IOException("no space left on device; it is as it was");
        }
    }
}
