package dev.rollcall.db.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** An H2 file system over another one, {@code small:async:/path}, whose disk is full when a test says so. H2 instantiates this class. */
public final class SmallDisk extends FilePathWrapper {
    private static volatile boolean isFull;
    private static volatile CountDownLatch refused = new CountDownLatch(1);

    /** Makes H2 know the scheme, with an empty disk. */
    public static void register() {
        FilePath.register(new SmallDisk());
        free();
    }

    /** Fills the disk: writes fail. */
    public static void fill() {
        refused = new CountDownLatch(1);
        isFull = true;
    }

    /** Frees space on the disk. */
    public static void free() {
        isFull = false;
    }

    /** Waits until a write failed since the disk was filled. */
    public static void awaitRefusal() throws InterruptedException {
        refused.await();
    }

    /** Throws what H2 throws when it has closed its database; it would have to be called by SQL. */
    @SuppressWarnings("DoNotCallSuggester") // only SQL calls it
    public static void lose() throws SQLException {
        throw new SQLException("The database has been closed", "90098", 90098);
    }

    @Override
    public String getScheme() {
        return "small";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SmallFile(getBase().open(mode));
    }

    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // like H2's own files
    private static final class SmallFile extends FileBaseDefault {
        private final FileChannel file;

        SmallFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            if (isFull) {
                refused.countDown();
                throw new IOException("No space left on device");
            }
            return file.write(from, position);
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
    }
}
