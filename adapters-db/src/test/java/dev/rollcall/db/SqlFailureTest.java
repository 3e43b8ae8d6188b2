package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.directory.DirectoryUnavailable.Reason;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailureTest {
    @ParameterizedTest
    @ValueSource(strings = {"23505", "40001", "40P01", "90131", "HYT00"})
    void another_transaction_in_the_way_is_a_race_however_deep_it_is_wrapped(String state) {
        var failure = new RuntimeException(new IllegalStateException(new SQLException("no", state)));

        assertThat(SqlFailure.isRace(failure)).isTrue();
    }

    @Test
    void a_lost_connection_is_no_race_since_the_change_may_have_been_made() {
        assertThat(SqlFailure.isRace(new SQLException("gone", "08006"))).isFalse();
        assertThat(SqlFailure.isRace(new SQLException("no state"))).isFalse();
        assertThat(SqlFailure.isRace(new RuntimeException("no database"))).isFalse();
    }

    @Test
    void a_statement_that_wrote_no_row_or_several_failed_for_good() {
        SqlFailure.ensureOne(1);
        for (long rows : new long[] {0, 2}) {
            assertThatThrownBy(() -> SqlFailure.ensureOne(rows))
                    .satisfies(failure -> assertThat(SqlFailure.isRace(failure)).isFalse())
                    .hasRootCauseMessage("the database wrote " + rows + " rows instead of 1");
        }
    }

    @Test
    void the_reason_is_what_the_driver_said_at_the_bottom() {
        var refused = new SQLException("Connection refused", "08001");

        assertThat(SqlFailure.reason(new RuntimeException(new SQLTransientConnectionException("timed out", refused))))
                .isEqualTo("Connection refused");
    }

    @Test
    void the_reason_is_one_line_without_the_statement() {
        assertThat(SqlFailure.reason(new SQLException("ERROR: no such table\n  Position: 15")))
                .isEqualTo("ERROR: no such table");
        assertThat(SqlFailure.reason(new SQLException("Table not found; SQL statement:\nSELECT 1 [42102-252]")))
                .isEqualTo("Table not found");
    }

    @Test
    void the_reason_of_what_is_not_the_database_is_the_failure_itself() {
        assertThat(SqlFailure.reason(new IllegalStateException("closed")))
                .isEqualTo("java.lang.IllegalStateException: closed");
    }

    @ParameterizedTest
    @CsvSource({"57014, SLOW", "53100, FULL", "08006, OUTAGE", "HYT00, OUTAGE"})
    void the_state_tells_why_the_directory_is_unavailable(String state, Reason reason) {
        assertThat(SqlFailure.kind(new RuntimeException(new SQLException("no", state))))
                .isEqualTo(reason);
        assertThat(SqlFailure.kind(new SQLException("no state"))).isEqualTo(Reason.OUTAGE);
    }

    @Test
    void h2_is_lost_after_a_failure_of_its_file_but_not_after_other_failures() {
        var store = new MVStoreException(2, "Writing to the file failed");
        assertThat(SqlFailure.isLost(new SQLException("General error", "HY000", 50000, store)))
                .isTrue();
        assertThat(SqlFailure.isLost(new SQLException("closed", "90098", 90098)))
                .isTrue();
        assertThat(SqlFailure.isLost(new SQLException("concurrent update", "90131", 90131, store)))
                .isFalse();
        assertThat(SqlFailure.isLost(new SQLException("General error", "HY000", 50000)))
                .isFalse();
    }
}
