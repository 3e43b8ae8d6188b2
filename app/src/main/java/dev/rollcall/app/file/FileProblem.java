package dev.rollcall.app.file;

import dev.rollcall.domain.Quoted;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file is unreadable, in words. */
public final class FileProblem {
    private FileProblem() {}

    /** Returns the problem, to follow the name of the file and a colon. */
    public static String of(Path path, IOException e) {
        if (Files.isDirectory(path)) {
            return "is a directory, not a file";
        }
        return switch (e) {
            case NoSuchFileException missing -> "no such file";
            case AccessDeniedException denied -> "permission denied";
            default -> "can't be read: " + Quoted.plain(String.valueOf(e.getMessage()));
        };
    }
}
