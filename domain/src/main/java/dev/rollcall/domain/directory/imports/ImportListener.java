package dev.rollcall.domain.directory.imports;

/** Follows an import, in the thread of the import. */
@FunctionalInterface
public interface ImportListener {
    /** Receives each bad row, in file order. */
    void bad(Row.Bad row);

    /**
     * Is told that the import is about to take more memory, in which it remembers the ids to find duplicates: up to 50 bytes for each row.
     *
     * @param bytes how much more; it is free again after the import
     * @throws RuntimeException to end the import instead
     */
    default void claim(long bytes) {}
}
