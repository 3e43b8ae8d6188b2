package dev.rollcall.http.server.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.http.server.web.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class IdLinesTest {
    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a stream that fails on reading. */
    private static InputStream broken() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        return closed;
    }

    @Test
    void a_line_is_an_id_as_a_string_or_an_integer() throws IOException {
        var ids = new IdLines(bytes("\"a b\"\r\n\n 7 \n-1"));
        assertThat(ids).toIterable().containsExactly(new UserId("a b"), new UserId("7"), new UserId("-1"));
        assertThatThrownBy(ids::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void an_id_is_there_before_anything_of_the_next_line_is() throws IOException {
        var ids = new IdLines(new SequenceInputStream(bytes("1\r\n\"2\"\n"), broken()));
        assertThat(ids.next()).isEqualTo(new UserId("1"));
        assertThat(ids.next()).isEqualTo(new UserId("2"));
        assertThatThrownBy(ids::hasNext)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Stream closed");
    }

    @Test
    void a_bad_line_is_reported_with_its_location_after_the_ids_before_it() throws IOException {
        var ids = new IdLines(bytes("1\n\"unfinished\n"));
        assertThat(ids.next()).isEqualTo(new UserId("1"));
        assertThatThrownBy(ids::hasNext)
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageContaining("the body is not NDJSON, at line 2");
    }
}
