package dev.rollcall.db.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimetableTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Timetable HOURLY = Timetable.every(Duration.ofHours(1));
    private static final Timetable AT_TWO = Timetable.at("0 2 * * *", ZoneOffset.UTC);

    @Test
    void every_hour_begins_at_once_and_then_an_hour_after_the_last_time() {
        assertThat(HOURLY.first(NOON)).isEqualTo(NOON);
        assertThat(HOURLY.next(NOON, NOON.plusSeconds(7))).isEqualTo(NOON.plusSeconds(3600));
        assertThat(HOURLY).hasToString("every PT1H");
    }

    @Test
    void what_was_missed_is_left_out() {
        Instant late = NOON.plusSeconds(10_000);
        assertThat(HOURLY.next(NOON, late)).isEqualTo(late.plusSeconds(3600));
        assertThat(AT_TWO.next(NOON, NOON.plus(Duration.ofDays(3)))).isEqualTo(Instant.parse("2026-03-05T02:00:00Z"));
    }

    @Test
    void times_of_the_day_are_those_of_the_zone() {
        assertThat(AT_TWO.first(NOON)).isEqualTo(Instant.parse("2026-03-02T02:00:00Z"));
        Timetable berlin = Timetable.at("30 6 * * 1-5", ZoneId.of("Europe/Berlin"));
        Instant friday = Instant.parse("2026-03-27T05:30:00Z");
        assertThat(berlin.first(friday.minusSeconds(1))).isEqualTo(friday);
        assertThat(berlin.next(friday, friday)).isEqualTo(Instant.parse("2026-03-30T04:30:00Z"));
        assertThat(berlin).hasToString("30 6 * * 1-5");
    }

    @Test
    void the_jitter_is_random_and_a_tenth_of_the_time_until_then_at_most() {
        Set<Instant> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Instant next = AT_TWO.spread(Duration.ofMinutes(5)).next(NOON, NOON);
            assertThat(next).isBetween(Instant.parse("2026-03-02T02:00:00Z"), Instant.parse("2026-03-02T02:05:00Z"));
            seen.add(next);
            assertThat(HOURLY.spread(Duration.ofDays(1)).next(NOON, NOON))
                    .isBetween(NOON.plusSeconds(3600), NOON.plusSeconds(3960));
        }
        assertThat(seen).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "daily", "0 2 * *", "0 2 * * * *", "60 * * * *", "0 0 31 2 *", "0 2 * * mon-"})
    void what_is_no_crontab_or_never_comes_is_refused(String fields) {
        assertThatIllegalArgumentException().isThrownBy(() -> Timetable.at(fields, ZoneOffset.UTC));
    }
}
