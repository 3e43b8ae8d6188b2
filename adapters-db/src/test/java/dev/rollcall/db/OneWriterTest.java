package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.db.file.OneWriter;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class OneWriterTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void one_at_a_time_writes() throws Exception {
        var writer = new OneWriter(true);
        List<Integer> written = new ArrayList<>(); // isn't safe for use by many threads
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                int number = i;
                all.add(threads.submit(() -> writer.write(LONG, () -> written.add(number))));
            }
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
        }
        assertThat(written).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void others_write_while_it_rests_and_only_then() throws Exception {
        var writer = new OneWriter(true);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            String seen = writer.write(LONG, () -> {
                Future<String> other = threads.submit(() -> writer.write(LONG, () -> "other"));
                String during = writer.rest(() -> got(other));
                Future<String> impatient = threads.submit(() -> writer.write(Duration.ZERO, () -> "too early"));
                assertThatThrownBy(impatient::get).hasCauseInstanceOf(DirectoryUnavailable.class);
                return during;
            });
            assertThat(seen).isEqualTo("other");
            assertThat(threads.submit(() -> writer.write(Duration.ZERO, () -> "free"))
                            .get())
                    .isEqualTo("free");
        }
    }

    private static String got(Future<String> other) {
        try {
            return other.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobody_waits_where_it_is_not_needed() throws Exception {
        var writer = new OneWriter(false);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            String seen =
                    writer.write(LONG, () -> got(threads.submit(() -> writer.write(Duration.ZERO, () -> "other"))));
            assertThat(seen).isEqualTo("other");
            assertThat(writer.<String>rest(() -> "rested")).isEqualTo("rested");
        }
    }
}
