package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A roll call that is done, as the page shows it, and what leads on from it.
 *
 * @param call the roll call
 * @param policy how it was done
 * @param query the query of the address that asks for the same, as {@link CallForm#query()} says
 */
record Called(RollCall call, CallPolicy policy, Optional<String> query) {
    Called(RollCall call, CallForm form) {
        this(call, form.policy(), form.query());
    }

    /** Returns milliseconds, with one decimal below 100. */
    static String millis(Duration time) {
        long tenths = Math.round(time.toNanos() / 1e5);
        return tenths < 1000 ? tenths / 10 + "." + tenths % 10 : Long.toString(Math.round(time.toNanos() / 1e6));
    }

    /** Returns the time that it took as HTML has durations (WHATWG HTML, section 2.3.5.8): no finer than milliseconds. */
    String elapsed() {
        return call.elapsed().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Returns the ids of which nothing is proven, an id a line, as the form's file has them. */
    String unproven() {
        return call.answers().stream()
                .filter(answer -> !answer.isProven())
                .map(answer -> answer.id().value())
                .collect(Collectors.joining("\n"));
    }

    /** Returns whether a request was made for any id. */
    boolean isAsked() {
        return call.answers().stream().anyMatch(answer -> answer.attempts().count() > 0);
    }

    Waterfall waterfall() {
        return new Waterfall(call, policy.deadline());
    }

    Histogram histogram() {
        return new Histogram(call);
    }
}
