package dev.rollcall.http.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Instants on pages. A script shows them in the zone of the reader; without it, they are in UTC. */
final class Moments {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Moments() {}

    /** Returns the instant as HTML has it (WHATWG HTML, section 2.3.5.7): no finer than milliseconds. */
    static String ofMachine(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Returns the instant in UTC, for people. */
    static String ofPeople(Instant instant) {
        return SHOWN.format(instant);
    }
}
