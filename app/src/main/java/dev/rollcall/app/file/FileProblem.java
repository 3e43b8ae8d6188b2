package dev.rollcall.app.file;

import dev.rollcall.domain.Quoted;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file couldn't be read, in words for the person who named it. */
public final class FileProblem {
    private FileProblem() {}

    /** Returns the words that follow the file's name and a colon. */
    public static String of(Path path, IOException e) {
        if (Files.isDirectory(path)) {
            return "is a directory, not a file";
        }
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file";
            case AccessDeniedException denied -> "may not be read by this user";
            default -> "can't be read: " + Quoted.plain(String.valueOf(e.getMessage()));
        };
    }
}
