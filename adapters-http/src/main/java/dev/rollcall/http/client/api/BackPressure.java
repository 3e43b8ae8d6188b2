package dev.rollcall.http.client.api;

import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.RemoteResponse;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads back-pressure from responses: {@code Retry-After} (RFC 9110, section 10.2.3) and the rate-limit fields. Durations are within zero
 * and 365 days. Safe for use by many threads.
 */
final class BackPressure {
    /** As good as for ever, but safe from overflow. */
    static final Duration MOST = Duration.ofDays(365);

    private static final int TOO_MANY_REQUESTS = 429;

    private static final Pattern DELAY = Pattern.compile("[0-9]+");
    private static final Pattern RESET = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    /**
     * A reset beyond this value isn't a delay but seconds since 1970, and beyond a hundred times that, milliseconds. It is no
     * {@link BigDecimal}, whose first use takes 30 ms of a start.
     */
    private static final long FIRST_EPOCH = 1_000_000_000;

    /** The three date formats of RFC 9110, section 5.6.7. The day of the week is ignored. */
    private static final List<Pattern> DATES = Stream.of(
                    "[A-Z][a-z]{2}, (?<day>\\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) (?<time>[\\d:]{8}) GMT",
                    "[A-Z][a-z]{5,8}, (?<day>\\d{2})-(?<month>[A-Z][a-z]{2})-(?<year>\\d{2}) (?<time>[\\d:]{8}) GMT",
                    "[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) (?<time>[\\d:]{8}) (?<year>\\d{4})")
            .map(Pattern::compile)
            .toList();

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private final Clock clock;

    /** Creates a reader; the clock is what dates are compared with. */
    BackPressure(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns how long to wait before a retry of this request: {@code Retry-After}, or else, if the response is a 429 or used up a quota,
     * the time until the quota's reset. Empty if neither is given in a known format.
     */
    Optional<Duration> retryAfter(RemoteResponse response) {
        Instant now = clock.instant();
        Optional<Duration> told = response.field(Field.RETRY_AFTER).flatMap(value -> delayOrDate(value, now));
        return told.isPresent() || !isThrottled(response)
                ? told
                : response.field(Field.RATE_LIMIT_RESET).flatMap(value -> reset(value, now));
    }

    /** Returns how long to pause all requests; empty, or longer than zero. */
    Optional<Duration> pause(RemoteResponse response) {
        return isThrottled(response) ? retryAfter(response).filter(Duration::isPositive) : Optional.empty();
    }

    private static boolean isThrottled(RemoteResponse response) {
        return response.status() == TOO_MANY_REQUESTS
                || response.field(Field.RATE_LIMIT_REMAINING)
                        .filter("0"::equals)
                        .isPresent();
    }

    private static Optional<Duration> delayOrDate(String value, Instant now) {
        return DELAY.matcher(value).matches()
                ? Optional.of(seconds(new BigDecimal(value)))
                : date(value, now).map(date -> between(now, date));
    }

    private static Optional<Duration> reset(String value, Instant now) {
        if (!RESET.matcher(value).matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(value);
        if (number.compareTo(BigDecimal.valueOf(FIRST_EPOCH)) <= 0) {
            return Optional.of(seconds(number));
        }
        boolean isMillis = number.compareTo(BigDecimal.valueOf(FIRST_EPOCH * 100)) > 0;
        BigDecimal epoch = isMillis ? number.movePointLeft(3) : number;
        return Optional.of(seconds(epoch.subtract(BigDecimal.valueOf(now.toEpochMilli(), 3))));
    }

    private static Duration seconds(BigDecimal number) {
        BigDecimal most = BigDecimal.valueOf(MOST.toSeconds());
        return Duration.ofSeconds(number.max(BigDecimal.ZERO)
                .min(most)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
    }

    private static Duration between(Instant now, Instant then) {
        Duration wait = Duration.between(now, then);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(MOST) > 0 ? MOST : wait;
    }

    private static Optional<Instant> date(String value, Instant now) {
        return DATES.stream()
                .map(form -> form.matcher(value))
                .filter(Matcher::matches)
                .findFirst()
                .flatMap(parts -> date(parts, now));
    }

    private static Optional<Instant> date(Matcher parts, Instant now) {
        try {
            int year = Integer.parseInt(parts.group("year"));
            int month = MONTHS.indexOf(parts.group("month")) + 1;
            int day = Integer.parseInt(parts.group("day").strip());
            // the platform rejects leap seconds
            LocalTime time = LocalTime.parse(parts.group("time").replaceFirst(":60$", ":59"));
            return Optional.of(
                    parts.group("year").length() == 2
                            ? recent(year, month, day, time, now)
                            : at(year, month, day, time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A two-digit year that seems more than 50 years ahead means the most recent past year with these digits (RFC 9110, section 5.6.7). */
    private static Instant recent(int yearOfCentury, int month, int day, LocalTime time, Instant now) {
        LocalDateTime today = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        int most = today.getYear() + 50;
        int year = most - Math.floorMod(most - yearOfCentury, 100);
        Instant date = at(year, month, day, time);
        return date.isAfter(today.plusYears(50).toInstant(ZoneOffset.UTC)) ? at(year - 100, month, day, time) : date;
    }

    private static Instant at(int year, int month, int day, LocalTime time) {
        return LocalDate.of(year, month, day).atTime(time).toInstant(ZoneOffset.UTC);
    }
}
