package dev.rollcall.http.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Durations in milliseconds with one decimal, as answers have them. */
public final class Millis {
    private Millis() {}

    /** Returns the duration as a decimal number, such as {@code 105.4}. */
    public static String of(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 6)
                .setScale(1, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
