package dev.rollcall.http.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.server.connection.Patience.Awaited;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PatienceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Patience patience = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30));

    @Test
    void a_client_that_is_not_awaited_has_any_time() {
        assertThat(patience.of(Awaited.NOTHING)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_head_and_each_piece_of_a_body_have_the_read_timeout() {
        assertThat(patience.of(Awaited.FIRST_REQUEST)).isEqualTo(10 * SECOND);
        assertThat(patience.of(Awaited.HEAD)).isEqualTo(10 * SECOND);
        assertThat(patience.of(Awaited.BODY)).isEqualTo(10 * SECOND);
    }

    @Test
    void the_next_request_may_take_a_minute() {
        assertThat(patience.of(Awaited.NEXT_REQUEST)).isEqualTo(60 * SECOND);
    }

    @Test
    void a_body_that_nobody_reads_has_two_seconds_or_the_read_timeout() {
        assertThat(patience.of(Awaited.DROPPED_BODY)).isEqualTo(2 * SECOND);
        var impatient = new Patience(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(impatient.of(Awaited.DROPPED_BODY)).isEqualTo(SECOND);
    }

    @Test
    void a_body_may_make_the_server_wait_longer_the_more_comes() {
        assertThat(patience.ofBody(0)).isEqualTo(30 * SECOND);
        assertThat(patience.ofBody(1000)).isEqualTo(40 * SECOND);
    }

    @Test
    void a_server_that_is_stopping_has_three_seconds_at_most() {
        Patience hurried = patience.whenStopping();
        assertThat(hurried).isEqualTo(new Patience(Duration.ofSeconds(3), Duration.ofSeconds(3)));
        assertThat(hurried.ofBody(0)).isEqualTo(9 * SECOND);
        var impatient = new Patience(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(impatient.whenStopping()).isEqualTo(impatient);
    }

    @Test
    void waits_are_looked_at_often_and_a_look_that_is_late_by_much_closes_nothing() {
        assertThat(patience.interval()).isEqualTo(Duration.ofMillis(100));
        assertThat(patience.tolerance()).isBetween(Duration.ofSeconds(1), patience.read());

        var impatient = new Patience(Duration.ofSeconds(9), Duration.ofMillis(40));
        assertThat(impatient.interval()).isEqualTo(Duration.ofMillis(11));
        assertThat(impatient.tolerance()).isEqualTo(Duration.ofMillis(19));
    }
}
