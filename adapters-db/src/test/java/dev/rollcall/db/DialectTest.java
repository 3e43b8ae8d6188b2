package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import org.junit.jupiter.api.Test;

class DialectTest {
    private static final String OWNED =
            ";WRITE_DELAY=0;COMPRESS=TRUE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=200;REUSE_SPACE=FALSE;DB_CLOSE_ON_EXIT=FALSE";

    @Test
    void an_h2_file_is_closed_by_us_written_at_once_and_safe_from_interrupts_and_full_disks() {
        assertThat(urlOf("jdbc:h2:file:./data/rollcall"))
                .isEqualTo("jdbc:h2:file:patient:async:./data/rollcall" + OWNED);
        assertThat(urlOf("jdbc:h2:~/rollcall")).isEqualTo("jdbc:h2:patient:async:~/rollcall" + OWNED);
        assertThat(urlOf("jdbc:h2:C:/rollcall")).isEqualTo("jdbc:h2:patient:async:C:/rollcall" + OWNED);
    }

    @Test
    void a_file_system_that_was_chosen_stays() {
        assertThat(urlOf("jdbc:h2:split:./data/rollcall")).isEqualTo("jdbc:h2:split:./data/rollcall" + OWNED);
        assertThat(urlOf("jdbc:h2:mem:x")).isEqualTo("jdbc:h2:mem:x" + OWNED.replace(";REUSE_SPACE=FALSE", ""));
    }

    @Test
    void what_a_url_sets_stays() {
        assertThat(urlOf("jdbc:h2:mem:x;write_delay=500;DB_CLOSE_ON_EXIT=TRUE"))
                .isEqualTo(
                        "jdbc:h2:mem:x;write_delay=500;DB_CLOSE_ON_EXIT=TRUE;COMPRESS=TRUE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=200");
    }

    @Test
    void a_file_that_processes_share_is_closed_by_h2_which_insists() {
        assertThat(urlOf("jdbc:h2:split:./x;auto_server=true"))
                .isEqualTo(
                        "jdbc:h2:split:./x;auto_server=true;WRITE_DELAY=0;COMPRESS=TRUE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=200;REUSE_SPACE=FALSE");
    }

    @Test
    void a_database_that_another_process_serves_stays_as_it_is() {
        assertThat(urlOf("jdbc:h2:tcp://localhost/x")).isEqualTo("jdbc:h2:tcp://localhost/x");
        assertThat(urlOf("jdbc:postgresql://localhost/x")).isEqualTo("jdbc:postgresql://localhost/x");
    }

    private static String urlOf(String url) {
        var pool = new HikariConfig();
        Dialect.of(url).orElseThrow().configure(pool, url);
        return pool.getJdbcUrl();
    }
}
