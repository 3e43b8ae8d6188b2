package dev.rollcall.http.format.users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SpooledFileTest {
    private static Set<Path> leftOver() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("rollcall-[0-9a-f-]{36}"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void is_read_as_often_as_one_likes() throws IOException {
        try (SpooledFile file = SpooledFile.create()) {
            file.output().write("some".getBytes(UTF_8));
            for (int i = 0; i < 3; i++) {
                try (InputStream in = file.open()) {
                    assertThat(in.read()).isEqualTo('s');
                    assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("ome");
                    assertThat(in.read()).isEqualTo(-1);
                }
            }
        }
    }

    /** On Windows the system removes it with the process. */
    @Test
    void has_no_name_so_nothing_is_left_of_it_even_after_a_kill() throws IOException {
        try (SpooledFile file = SpooledFile.create()) {
            file.output().write(1);
            assertThat(leftOver()).isEmpty();
            assertThat(file.space()).isPositive();
        }
        assertThat(leftOver()).isEmpty();
    }
}
