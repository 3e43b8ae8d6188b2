package dev.rollcall.db;

import static com.zaxxer.hikari.SQLExceptionOverride.Override.CONTINUE_EVICT;
import static com.zaxxer.hikari.SQLExceptionOverride.Override.DO_NOT_EVICT;
import static com.zaxxer.hikari.SQLExceptionOverride.Override.MUST_EVICT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@link PoolTest} shows the effect. */
class EvictionTest {
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger silent = new AtomicInteger();
    private final Eviction eviction = new Eviction(lost::incrementAndGet, silent::incrementAndGet);

    @Test
    void a_connection_is_evicted_if_it_is_broken_or_its_server_is_read_only() {
        assertThat(eviction.adjudicate(new SQLNonTransientConnectionException("session closed", "90067")))
                .isEqualTo(MUST_EVICT);
        assertThat(eviction.adjudicate(new SQLException("read-only transaction", "25006")))
                .isEqualTo(MUST_EVICT);
    }

    @Test
    void hikari_decides_about_all_other_failures() {
        assertThat(eviction.adjudicate(new SQLException("no such table", "42P01")))
                .isEqualTo(CONTINUE_EVICT);
        assertThat(eviction.adjudicate(new SQLException("no state"))).isEqualTo(CONTINUE_EVICT);
        assertThat(lost).hasValue(0);
    }

    @Test
    void a_connection_survives_a_timeout() {
        assertThat(eviction.adjudicate(new SQLTimeoutException("took too long", "57014")))
                .isEqualTo(DO_NOT_EVICT);
        assertThat(eviction.adjudicate(new SQLTimeoutException("locked", "HYT00")))
                .isEqualTo(DO_NOT_EVICT);
    }

    @Test
    void that_h2_has_closed_its_database_is_reported() {
        assertThat(eviction.adjudicate(new SQLException("The database has been closed", "90098", 90098)))
                .isEqualTo(MUST_EVICT);
        assertThat(lost).hasValue(1);
    }

    @Test
    void that_a_server_is_silent_is_reported() {
        var failure = new SQLException("an I/O error", "08006", new SocketTimeoutException("Read timed out"));
        assertThat(eviction.adjudicate(failure)).isEqualTo(CONTINUE_EVICT);
        assertThat(eviction.adjudicate(new SQLException("an I/O error", "08006", new IOException("broken pipe"))))
                .isEqualTo(CONTINUE_EVICT);
        assertThat(silent).hasValue(1);
    }
}
