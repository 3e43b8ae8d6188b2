package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretFileTest {
    @TempDir
    private Path folder;

    private String file(byte[] content) throws IOException {
        return Files.write(folder.resolve("secret"), content).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "geheim, geheim",
        "geheim⏎, geheim",
        "geheim␍⏎, geheim",
        "geheim⏎⏎, geheim⏎",
        "geheim␍, geheim␍",
        "' ge heim ', ' ge heim '",
        "⏎, ''",
        "␍⏎, ''",
        "'', ''",
        "clé, clé",
    })
    void its_last_line_break_is_no_part_of_the_value(String content, String value) throws IOException {
        assertThat(SecretFile.read(file(broken(content).getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(broken(value));
    }

    private static String broken(String text) {
        return text.replace('⏎', '\n').replace('␍', '\r');
    }

    @Test
    void what_can_not_be_read_is_told_in_words() throws IOException {
        refused(folder.resolve("nosuch").toString(), "no such file");
        refused(folder.toString(), "is a directory, not a file");
        refused("a\u0000", "isn't the name of a file");
        refused(file(new byte[] {(byte) 0xff}), "invalid UTF-8");
        refused(file(new byte[64 * 1024 + 1]), "can't be read: more than 65536 bytes");
    }

    private static void refused(String name, String message) {
        assertThatIOException().isThrownBy(() -> SecretFile.read(name)).withMessage(message);
    }
}
