package dev.rollcall.http.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.server.web.Resource.Operation;
import io.helidon.http.Method;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StreamTest {
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private static Served serving(Stream stream) {
        return new Served(
                Resource.at("/", new Operation(Method.GET, Resource.Admission.ANYBODY, request -> stream, List.of())));
    }

    private static Served.Reply got(Stream.Writer writer) {
        try (var served = serving(new Stream("text/csv", writer))) {
            return served.send("GET", "/", "");
        }
    }

    @Test
    void what_is_written_is_sent_and_looks_complete() {
        Served.Reply reply = got(out -> {
            out.write("a,".getBytes(UTF_8));
            out.flush();
            out.write('b');
        });
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("a,", "b").endsWith(LAST_CHUNK);
    }

    @Test
    void its_type_is_told_and_that_nobody_is_to_keep_it_or_to_guess_another() {
        Served.Reply reply = got(out -> out.write('a'));
        assertThat(reply.header("Content-Type")).hasValue("text/csv");
        assertThat(reply.header("Cache-Control")).hasValue("no-store, no-transform");
        assertThat(reply.header("X-Accel-Buffering")).hasValue("no");
        assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(reply.header("Content-Disposition")).isEmpty();
    }

    @Test
    void nothing_can_be_written_and_is_an_empty_body() {
        Served.Reply reply = got(out -> {});
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Length").isPresent() ? reply.body() : "0\r\n\r\n" + reply.body())
                .isIn("", "0\r\n\r\n0\r\n\r\n");
    }

    @Test
    void a_head_is_sent_without_asking_the_writer() {
        var written = new AtomicInteger();
        try (var served = serving(Stream.file("a.csv", "text/csv", out -> written.incrementAndGet()))) {
            Served.Reply head = served.send("HEAD", "/", "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Disposition")).hasValue("attachment; filename=\"a.csv\"");
            assertThat(head.body()).isEmpty();
        }
        assertThat(written).hasValue(0);
    }

    @Test
    void before_anything_was_written_a_refusal_is_still_a_problem_and_no_file() {
        var stream = Stream.file("a.csv", "text/csv", out -> {
            out.flush();
            throw Problem.badBody("no");
        });
        try (var served = serving(stream)) {
            Served.Reply reply = served.send("GET", "/", "");
            assertThat(reply.detail(400, "bad-body")).isEqualTo("no");
            assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
            assertThat(reply.header("Content-Disposition")).isEmpty();
        }
    }

    @Test
    void afterwards_a_failure_cuts_the_stream_so_that_it_does_not_look_complete() {
        for (RuntimeException failure : List.of(
                new IllegalStateException("a bug"),
                Problem.badBody("no"),
                new UncheckedIOException(new IOException("gone")))) {
            Served.Reply reply = got(out -> {
                out.write("beginning".getBytes(UTF_8));
                out.flush();
                throw failure;
            });
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .contains("beginning")
                    .doesNotEndWith(LAST_CHUNK)
                    .doesNotContain("bug", "problems");
        }
    }

    @Test
    void a_write_that_fails_cuts_the_stream_too() {
        Served.Reply reply = got(out -> {
            out.write("beginning".getBytes(UTF_8));
            out.flush();
            throw new IOException("the client went away");
        });
        assertThat(reply.body()).contains("beginning").doesNotEndWith(LAST_CHUNK);
    }
}
