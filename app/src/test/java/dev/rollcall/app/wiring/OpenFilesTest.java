package dev.rollcall.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OpenFilesTest {
    private static Settings settings(int concurrency) throws WrongSettings {
        return Settings.of(Map.of("remote.concurrency", String.valueOf(concurrency), "db.pool", "10"));
    }

    @Test
    void clients_may_connect_with_what_others_leave_three_files_each() throws Exception {
        assertThat(OpenFiles.connections(settings(256), 160 + 10 + 512 + 300)).isEqualTo(100);
    }

    @Test
    void where_there_are_many_more_are_set_aside_for_the_remote_than_it_may_be_asked_at_once() throws Exception {
        assertThat(OpenFiles.connections(settings(256), 65_536)).isEqualTo(10_000);
        assertThat(OpenFiles.connections(settings(256), 8_000)).isEqualTo((8_000 - 160 - 10 - 5 * 256) / 3);
        assertThat(OpenFiles.connections(settings(256), 4_000)).isEqualTo((4_000 - 160 - 10 - 1_000) / 3);
    }

    @Test
    void there_are_ten_thousand_connections_at_most() throws Exception {
        assertThat(OpenFiles.connections(settings(256), Long.MAX_VALUE)).isEqualTo(10_000);
    }

    @Test
    void a_limit_that_is_too_low_is_told_with_what_is_needed() throws Exception {
        Settings settings = settings(100);
        assertThat(OpenFiles.connections(settings, 466)).isEqualTo(32);
        assertThatThrownBy(() -> OpenFiles.connections(settings, 465))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContainingAll("465", "remote.concurrency 100", "db.pool 10", "466", "ulimit -n");
    }
}
