package dev.rollcall.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WrittenFileTest {
    private static final WrittenFile.Content NEW = out -> out.write("new".getBytes(UTF_8));

    @TempDir
    private Path folder;

    private Path old(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "old content");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Object attribute(Path file, String name) throws IOException {
        return Files.getAttribute(file, "unix:" + name);
    }

    @Test
    void a_new_file_has_what_was_written_and_nothing_is_beside_it() throws IOException {
        WrittenFile.write(folder.resolve("a"), NEW);
        assertThat(folder.resolve("a")).content().isEqualTo("new");
        assertThat(names()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw-r--", "rwxr-x---"})
    void a_file_is_replaced_by_one_with_its_owner_group_and_mode(String mode) throws IOException {
        Path file = old("a");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        boolean isRoot = attribute(file, "uid").equals(0);
        if (isRoot) { // only root can give files away
            Files.setAttribute(file, "unix:uid", 1);
            Files.setAttribute(file, "unix:gid", 2);
        }
        Object before = attribute(file, "ino");
        WrittenFile.write(file, NEW);
        assertThat(file).content().isEqualTo("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(mode);
        assertThat(attribute(file, "ino")).isNotEqualTo(before);
        if (isRoot) {
            assertThat(attribute(file, "uid")).isEqualTo(1);
            assertThat(attribute(file, "gid")).isEqualTo(2);
        }
        assertThat(names()).containsExactly("a");
    }

    @Test
    void hard_links_stay_so_the_file_is_written_in_place_once_the_content_is_complete() throws IOException {
        Path file = old("a");
        Files.createLink(folder.resolve("b"), file);
        WrittenFile.write(file, out -> {
            NEW.writeTo(out);
            out.flush();
            assertThat(file).content().isEqualTo("old content");
        });
        assertThat(folder.resolve("b")).content().isEqualTo("new");
        assertThat(names()).containsExactly("a", "b");
    }

    @Test
    void a_symbolic_link_stays_and_its_target_is_written_also_if_it_is_not_there_yet() throws IOException {
        Path target = Files.createDirectory(folder.resolve("t"));
        Files.writeString(target.resolve("old"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("a"), Path.of("t", "old"));
        Files.createSymbolicLink(folder.resolve("c"), Path.of("b"));
        Path longer = Files.createSymbolicLink(folder.resolve("b"), Path.of("t", "new"));
        WrittenFile.write(link, NEW);
        WrittenFile.write(folder.resolve("c"), NEW);
        assertThat(target.resolve("old")).content().isEqualTo("new");
        assertThat(target.resolve("new")).content().isEqualTo("new");
        assertThat(link).isSymbolicLink();
        assertThat(longer).isSymbolicLink();
        assertThat(names()).containsExactly("a", "b", "c", "t");
    }

    @Test
    void links_in_a_circle_are_refused() throws IOException {
        Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        assertThatThrownBy(() -> WrittenFile.write(folder.resolve("a"), NEW)).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "linked", "new"})
    void what_fails_leaves_what_was_there(String name) throws IOException {
        Path file = old("a");
        Files.createLink(folder.resolve("linked"), old("other"));
        List<String> before = names();
        assertThatThrownBy(() -> WrittenFile.write(folder.resolve(name), out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no luck");
                }))
                .hasMessage(folder.resolve(name) + ": can't be written: no luck");
        assertThat(names()).isEqualTo(before);
        assertThat(file).content().isEqualTo("old content");
        assertThat(folder.resolve("other")).content().isEqualTo("old content");
    }

    @Test
    @Timeout(60)
    void a_pipe_is_written_to_and_stays() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        WrittenFile.write(pipe, NEW);
        assertThat(new String(reader.getInputStream().readAllBytes(), UTF_8)).isEqualTo("new");
        assertThat(reader.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(names()).containsExactly("pipe");
    }

    @Test
    void a_device_is_written_to_and_a_full_one_is_told() throws IOException {
        WrittenFile.write(Path.of("/dev/null"), NEW);
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThatThrownBy(() -> WrittenFile.write(Path.of("/dev/full"), NEW))
                .hasMessageStartingWith("/dev/full: can't be written: ");
        Path link = Files.createSymbolicLink(folder.resolve("null"), Path.of("/dev/null"));
        WrittenFile.write(link, NEW);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void a_folder_is_refused_and_so_is_one_that_is_missing() throws IOException {
        assertThatThrownBy(() -> WrittenFile.write(folder, NEW))
                .hasMessage(folder + ": can't be written: is a directory, not a file");
        Path file = folder.resolve("none").resolve("a");
        assertThatThrownBy(() -> WrittenFile.write(file, NEW)).hasMessage(file + ": can't be written: no such folder");
        assertThat(names()).isEmpty();
    }

    @Test
    void the_standard_output_has_names() {
        assertThat(Stream.of("-", "/dev/stdout", "/dev/fd/1").map(Path::of)).allMatch(WrittenFile::isStandardOutput);
        assertThat(Stream.of("./-", "a", "/dev/stderr").map(Path::of)).noneMatch(WrittenFile::isStandardOutput);
    }
}
