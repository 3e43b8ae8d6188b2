package dev.rollcall.http.client.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import dev.rollcall.http.client.response.Responses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BackPressureTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final BackPressure PRESSURE = at(NOW);

    private static BackPressure at(Instant now) {
        return new BackPressure(Clock.fixed(now, ZoneOffset.UTC));
    }

    private static RemoteResponse response(int status, String fields) throws Malformed {
        String head = fields.isEmpty() ? "" : fields + "⏎";
        return Responses.of("HTTP/1.1 %s X⏎%sContent-Length: 0⏎⏎".formatted(status, head), "");
    }

    private static RemoteResponse retryAfter(String value) throws Malformed {
        return response(503, "Retry-After: " + value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "120 | PT2M",
                "007 | PT7S",
                "31536000 | P365D",
                "31536001 | P365D",
                "9999999999 | P365D",
                "99999999999999999999999999999999 | P365D",
            })
    void a_delay_is_in_seconds_and_at_most_a_year(String value, Duration wait) throws Malformed {
        assertThat(PRESSURE.retryAfter(retryAfter(value))).contains(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "Sun, 22 Nov 2026 12:00:05 GMT   | PT5S",
                "Mon, 22 Nov 2026 12:00:05 GMT   | PT5S",
                "Sunday, 22-Nov-26 12:00:05 GMT  | PT5S",
                "Sun Nov 22 12:00:05 2026        | PT5S",
                "Tue Dec  1 12:00:00 2026        | PT216H",
                "Sun, 22 Nov 2026 11:00:00 GMT   | PT0S",
                "Sun, 06 Nov 1994 08:49:37 GMT   | PT0S",
                "Sunday, 06-Nov-94 08:49:37 GMT  | PT0S",
                "Sun Nov  6 08:49:37 1994        | PT0S",
                "Fri, 31 Dec 9999 23:59:59 GMT   | P365D",
                "Friday, 31-Dec-99 23:59:59 GMT  | PT0S",
                "Fri Dec 31 23:59:59 9999        | P365D",
                "Sat, 01 Jan 0000 00:00:00 GMT   | PT0S",
                "Sun, 22 Nov 2026 12:00:60 GMT   | PT59S",
                "Tue, 29 Feb 2028 00:00:00 GMT   | P365D",
            })
    void a_date_has_one_of_three_forms_and_any_year(String value, Duration wait) throws Malformed {
        assertThat(PRESSURE.retryAfter(retryAfter(value))).contains(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 50 years ahead, to the second; a second more is a century back
                "2026-11-22T12:00:00Z | Sunday, 22-Nov-76 12:00:00 GMT | P365D",
                "2026-11-22T12:00:00Z | Monday, 22-Nov-76 12:00:01 GMT | PT0S",
                "2026-11-22T12:00:00Z | Monday, 01-Jan-77 00:00:00 GMT | PT0S",
                "2099-12-31T23:59:59Z | Friday, 01-Jan-00 00:00:09 GMT | PT10S",
                "2100-01-01T00:00:00Z | Thursday, 31-Dec-99 23:59:59 GMT | PT0S",
            })
    void a_year_of_two_digits_is_at_most_fifty_years_ahead(Instant now, String value, Duration wait) throws Malformed {
        assertThat(at(now).retryAfter(retryAfter(value))).contains(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "1.5",
                "1 2",
                "soon",
                "１",
                "Sun, 22 Nov 2026 12:00:05",
                "Sun, 22 Nov 2026 12:00:05 UTC",
                "Sun, 22 Nov 2026 12:00:05 +0000",
                "Sun, 31 Feb 2026 12:00:05 GMT",
                "Sun, 22 Nix 2026 12:00:05 GMT",
                "Sun, 22 Nov 2026 25:00:05 GMT",
                "Sun, 22 Nov 2026 12:00:05:0 GMT",
                "Sun, 22 Nov 12026 12:00:05 GMT",
                "2026-11-22T12:00:05Z",
            })
    void what_is_neither_says_nothing(String value) throws Malformed {
        assertThat(PRESSURE.retryAfter(retryAfter(value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-RateLimit-Reset: 30 | PT30S",
                "RateLimit-Reset: 30 | PT30S",
                "X-Rate-Limit-Reset: 30 | PT30S",
                "RateLimit-Reset: 0.2 | PT1S",
                "RateLimit-Reset: 1000000000 | P365D",
                "RateLimit-Reset: 1795348830 | PT30S", // in seconds since 1970
                "RateLimit-Reset: 1795348830.5 | PT31S",
                "RateLimit-Reset: 1795348830000 | PT30S", // in milliseconds
                "RateLimit-Reset: 1795348000 | PT0S",
                "RateLimit-Reset: 99999999999999999999 | P365D",
                "RateLimit-Reset: 30⏎Retry-After: 5 | PT5S",
                "RateLimit-Reset: 30⏎Retry-After: soon | PT30S",
                "RateLimit-Reset: 30⏎RateLimit-Remaining: 7 | PT30S",
            })
    void a_429_without_retry_after_waits_until_the_quota_is_full_again(String fields, Duration wait) throws Malformed {
        RemoteResponse response = response(429, fields);
        assertThat(PRESSURE.retryAfter(response)).contains(wait);
        assertThat(PRESSURE.pause(response))
                .isEqualTo(PRESSURE.retryAfter(response).filter(Duration::isPositive));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "RateLimit-Reset: soon", "RateLimit-Reset: -1", "RateLimit-Reset:", "RateLimit-Reset: 1e9"})
    void a_429_may_tell_nothing(String fields) throws Malformed {
        assertThat(PRESSURE.retryAfter(response(429, fields))).isEmpty();
        assertThat(PRESSURE.pause(response(429, fields))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 404, 503})
    void whoever_used_a_quota_up_pauses_until_it_is_full_again(int status) throws Malformed {
        Duration wait = Duration.ofSeconds(30);
        assertThat(PRESSURE.pause(response(status, "X-RateLimit-Remaining: 0⏎X-RateLimit-Reset: 1795348830")))
                .contains(wait);
        assertThat(PRESSURE.pause(response(status, "RateLimit-Remaining: 0⏎RateLimit-Reset: 30⏎Retry-After: 9")))
                .contains(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RateLimit-Remaining: 0",
                "RateLimit-Reset: 30",
                "RateLimit-Remaining: 1⏎RateLimit-Reset: 30",
                "RateLimit-Remaining: 10⏎RateLimit-Reset: 30",
                "RateLimit-Remaining: 0⏎RateLimit-Reset: 0",
                "RateLimit-Remaining: 0⏎RateLimit-Reset: 1795348000",
            })
    void nobody_pauses_unless_a_quota_is_used_up_and_a_time_told(String fields) throws Malformed {
        assertThat(PRESSURE.pause(response(200, fields))).isEmpty();
    }

    @Test
    void that_a_server_is_busy_for_one_request_pauses_nobody_else() throws Malformed {
        assertThat(PRESSURE.pause(retryAfter("30"))).isEmpty();
    }
}
