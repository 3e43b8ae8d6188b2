package dev.rollcall.db.file;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.h2.store.fs.FileBaseDefault;

/** A file whose writes wait while the disk is full. An interrupt ends the wait, and the write fails. */
@SuppressWarnings(
        "UnsynchronizedOverridesSynchronized") // like H2's own files: only what uses the position is synchronized
final class PatientFile extends FileBaseDefault {
    private static final System.Logger LOG = System.getLogger(PatientFile.class.getName());
    /** How often a write is tried again. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FileChannel file;

    PatientFile(FileChannel file) {
        this.file = file;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        boolean waited = false;
        while (true) {
            try {
                return file.write(from, position);
            } catch (IOException e) {
                if (!isFull(e)) {
                    throw e;
                }
                if (!waited) {
                    LOG.log(Level.ERROR, "the disk of the database is full; a write waits for space");
                    waited = true;
                }
                pause(e);
            }
        }
    }

    private static void pause(IOException full) throws IOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            full.addSuppressed(e);
            throw full;
        }
    }

    /** Returns whether a write failed for lack of space, or because of a quota; Java has no type for that. */
    static boolean isFull(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("no space left on device", "not enough space on the disk", "quota exceeded")
                .anyMatch(message::contains);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
        return file.read(to, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        file.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return PatientFilePath.SCHEME + ":" + file;
    }
}
