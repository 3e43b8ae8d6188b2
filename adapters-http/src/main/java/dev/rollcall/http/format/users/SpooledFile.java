package dev.rollcall.http.format.users;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A temporary file that is written once and then read any number of times. Only its owner can read it, and the system removes it when it is
 * closed or the process ends in any way: on POSIX systems, it has no name from the start. For one thread.
 */
public final class SpooledFile implements UserFile.Source, AutoCloseable {
    private static final Set<StandardOpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);

    private final FileChannel file;
    private final long space;

    private SpooledFile(FileChannel file, long space) {
        this.file = file;
        this.space = space;
    }

    /**
     * Creates an empty file in the folder for temporary files.
     *
     * @throws IOException if that fails
     */
    public static SpooledFile create() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        var disk = Files.getFileStore(folder);
        FileAttribute<?>[] owners = disk.supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path path = folder.resolve("rollcall-" + UUID.randomUUID());
        return new SpooledFile(FileChannel.open(path, OPTIONS, owners), disk.getUsableSpace());
    }

    /** Returns how many bytes were free on its disk when it was created. */
    public long space() {
        return space;
    }

    /** Returns how many bytes have been written. */
    public long size() throws IOException {
        return file.size();
    }

    /** Returns the stream that writes it; closing that closes the file. */
    public OutputStream output() {
        return Channels.newOutputStream(file);
    }

    /** Returns a new stream that begins with the first byte; closing it leaves the file open. */
    @Override
    public InputStream open() {
        return new Reading();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private final class Reading extends InputStream {
        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = file.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
