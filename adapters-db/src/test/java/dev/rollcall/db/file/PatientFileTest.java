package dev.rollcall.db.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PatientFileTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void register() {
        PatientFilePath.register();
        SmallDisk.register();
    }

    @AfterEach
    void free() {
        SmallDisk.free();
    }

    private FileChannel file() throws IOException {
        return FilePath.get("patient:small:async:" + folder.resolve("file")).open("rw");
    }

    private static ByteBuffer bytes() {
        return ByteBuffer.wrap("some".getBytes(UTF_8));
    }

    @Test
    void a_write_waits_until_the_disk_has_space() throws Exception {
        try (FileChannel file = file();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            SmallDisk.fill();
            Future<Integer> write = executor.submit(() -> file.write(bytes(), 0));
            SmallDisk.awaitRefusal();
            assertThat(write.isDone()).isFalse();
            SmallDisk.free();
            assertThat(write.get()).isEqualTo(4);
            assertThat(file.size()).isEqualTo(4);
        }
        assertThat(Files.readString(folder.resolve("file"))).isEqualTo("some");
    }

    @Test
    void an_interrupt_ends_the_wait() throws IOException {
        try (FileChannel file = file()) {
            SmallDisk.fill();
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> file.write(bytes(), 0))
                    .withMessageContaining("No space");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "java.io.IOException: No space left on device, true",
        "There is not enough space on the disk, true",
        "Disk quota exceeded, true",
        "Input/output error, false",
    })
    void only_a_lack_of_space_is_waited_for(String message, boolean isFull) {
        assertThat(PatientFile.isFull(new IOException(message))).isEqualTo(isFull);
        assertThat(PatientFile.isFull(new IOException())).isFalse();
    }

    @Test
    void everything_else_is_up_to_the_file_below() throws IOException {
        try (FileChannel file = file()) {
            file.write(bytes(), 0);
            file.force(true);
            ByteBuffer read = ByteBuffer.allocate(9);
            assertThat(file.read(read, 1)).isEqualTo(3);
            assertThat(file.tryLock(0, 1, false)).isNotNull();
            file.truncate(2);
            assertThat(file.size()).isEqualTo(2);
        }
    }
}
