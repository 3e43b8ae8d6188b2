package dev.rollcall.http.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.http.client.api.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenFromFileTest {
    private final Secrets secrets = new Secrets();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("token"), "first\n");
    }

    /** Writes another token, as of another time: a file system may not tell two times in the same moment apart. */
    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(text.length())));
    }

    @Test
    void it_is_the_text_up_to_the_last_line_break() {
        assertThat(new TokenFromFile(file, secrets).current()).contains("Bearer first");
        assertThat(secrets.hide("first or not")).isEqualTo("*** or not");
    }

    @Test
    void a_token_that_was_rejected_is_read_again() throws IOException {
        var token = new TokenFromFile(file, secrets);
        assertThat(token.rejected("Bearer first", 0)).isFalse();
        write("second");
        assertThat(token.rejected("Bearer first", 0)).isTrue();
        assertThat(token.current()).contains("Bearer second");
    }

    @Test
    void the_last_token_is_used_while_the_file_has_none() throws IOException {
        var token = new TokenFromFile(file, secrets);
        write("not a token");
        assertThat(token.rejected("Bearer first", 0)).isFalse();
        Files.delete(file);
        assertThat(token.rejected("Bearer first", 0)).isFalse();
        assertThat(token.current()).contains("Bearer first");
    }

    @Test
    void a_file_without_a_token_is_refused() throws IOException {
        write("");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenFromFile(file, secrets))
                .withMessage("there is no token in " + file);
        Files.delete(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenFromFile(file, secrets))
                .withMessage("can't read the token in " + file);
    }
}
