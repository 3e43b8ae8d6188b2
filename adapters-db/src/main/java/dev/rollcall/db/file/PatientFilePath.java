package dev.rollcall.db.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * An H2 file system over another one, {@code patient:async:/path}, whose writes wait while the disk is full.
 *
 * <p>H2 closes its store for good at the first write that fails, and after that its sessions may spin for ever. A full disk is no reason:
 * it passes. H2 instantiates this class.
 */
public final class PatientFilePath extends FilePathWrapper {
    /** The scheme of the file system in a URL of H2. */
    public static final String SCHEME = "patient";

    /** Makes H2 know the scheme. Registering again does nothing. */
    public static void register() {
        FilePath.register(new PatientFilePath());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new PatientFile(getBase().open(mode));
    }
}
