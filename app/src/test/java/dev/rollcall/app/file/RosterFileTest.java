package dev.rollcall.app.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.threads.FanOut;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterFileTest {
    @TempDir
    private Path directory;

    @Test
    void a_synchronous_caller_reads_a_file() throws Exception {
        assertThat(RosterFile.read(file("a.txt", "1\n2\n3\n"))).isEqualTo(ids("1", "2", "3"));
    }

    @Test
    void three_workers_read_three_files_and_are_joined() throws Exception {
        List<Path> files = List.of(file("a.txt", "1\n2\n"), file("b.txt", "3\n"), file("c.txt", "2\n4\n"));
        assertThat(FanOut.map(files, 3, RosterFile::read)).containsExactly(ids("1", "2"), ids("3"), ids("2", "4"));
    }

    @Test
    void three_workers_tell_of_every_bad_file() throws Exception {
        List<Path> files = List.of(directory.resolve("none.txt"), file("b.txt", "3\n"), file("c.txt", "..\n"));
        assertThatThrownBy(() -> FanOut.map(files, 3, RosterFile::read))
                .isInstanceOf(UnreadableRoster.class)
                .hasMessage(directory.resolve("none.txt") + ": no such file")
                .satisfies(first -> assertThat(first.getSuppressed())
                        .singleElement()
                        .satisfies(second -> assertThat(second).hasMessageStartingWith(files.get(2) + ", line 1: id")));
    }

    @Test
    void a_byte_order_mark_and_crlf_are_not_part_of_an_id() throws Exception {
        assertThat(RosterFile.read(file("a.txt", "\uFEFF1\r\n2\r\n"))).isEqualTo(ids("1", "2"));
    }

    @Test
    void white_space_around_an_id_and_blank_lines_do_not_count() throws Exception {
        assertThat(RosterFile.read(file("a.txt", "\n \t 1 \n\n  \r\n2 b\t\n\n")))
                .isEqualTo(ids("1", "2 b"));
    }

    @Test
    void the_last_line_needs_no_end() throws Exception {
        assertThat(RosterFile.read(file("a.txt", "1\nZoë"))).isEqualTo(ids("1", "Zoë"));
    }

    @Test
    void an_empty_file_has_no_ids() throws Exception {
        assertThat(RosterFile.read(file("a.txt", ""))).isEmpty();
        assertThat(RosterFile.read(file("b.txt", "\uFEFF"))).isEmpty();
    }

    @Test
    void an_id_that_comes_twice_is_kept_twice() throws Exception {
        assertThat(RosterFile.read(file("a.txt", "1\n1\n"))).isEqualTo(ids("1", "1"));
    }

    @Test
    void a_csv_is_read_by_its_column_and_the_standard_input_like_a_file() throws Exception {
        String csv = "ID,name,email\n77,Ann,ann@example.org\n78,Ben,ben@example.org\n";
        assertThat(RosterFile.read(file("users.csv", csv))).isEqualTo(ids("77", "78"));
        assertThat(RosterFile.read(Path.of("-"), new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_16))))
                .isEqualTo(ids("77", "78"));
    }

    @Test
    void a_missing_file_is_named() {
        assertUnreadable(directory.resolve("none.txt"), ": no such file");
    }

    @Test
    void a_directory_is_no_roster() {
        assertUnreadable(directory, ": is a directory, not a file");
    }

    @Test
    void a_file_beyond_the_limit_is_refused() throws Exception {
        Path path = directory.resolve("large.txt");
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(RosterFile.MAX_BYTES + 1L);
        }
        assertUnreadable(path, ": is larger than 64 MiB");
    }

    @Test
    void bytes_that_are_no_utf_8_are_named_by_line_and_column() throws Exception {
        Path path = Files.write(directory.resolve("a.txt"), "1\n2\nZoë\n".getBytes(StandardCharsets.ISO_8859_1));
        assertUnreadable(path, ", line 3: byte 0xEB in line 3, column 3 is not UTF-8: \"Zo\uFFFD\"");
    }

    @Test
    void a_character_that_is_cut_off_by_the_end_of_a_line_is_no_utf_8() throws Exception {
        Path path = Files.write(directory.resolve("a.txt"), new byte[] {'1', '\n', (byte) 0xC3, '\n'});
        assertUnreadable(path, ", line 2: byte 0xC3 in line 2, column 1 is not UTF-8: \"\uFFFD\"");
    }

    @Test
    void every_bad_line_is_named_with_the_reason() throws Exception {
        Path path = file("a.txt", "1\na\u0007b\n3\n..\n");
        assertThatThrownBy(() -> RosterFile.read(path)).hasMessage("""
                FILE, line 2: id must not have control characters (U+0007 at index 1): "a\\u0007b"
                FILE, line 4: id must not be "..", which means another place in a URI""".replace("FILE", path.toString()));
    }

    @Test
    void after_ten_bad_lines_the_others_are_counted() throws Exception {
        String lines = IntStream.range(0, 1000).mapToObj(i -> "..").collect(Collectors.joining("\n"));
        Path path = file("a.txt", lines);
        assertThatThrownBy(() -> RosterFile.read(path))
                .satisfies(e -> assertThat(e.toString().lines()).hasSize(11))
                .hasMessageContaining(path + ", line 10: id")
                .hasMessageEndingWith(path + ": and 990 more bad lines");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static List<UserId> ids(String... values) {
        return Stream.of(values).map(UserId::new).toList();
    }

    private static void assertUnreadable(Path path, String problem) {
        assertThatThrownBy(() -> RosterFile.read(path))
                .isInstanceOf(UnreadableRoster.class)
                .hasMessage(path + problem);
    }
}
