package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.format.RosterText;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A finished roll call as the page shows it, with its links.
 *
 * @param call the roll call
 * @param policy its policy
 * @param query the query of a link to the same roll call, as in {@link CallForm#query()}
 */
record CallResult(RollCall call, CallPolicy policy, Optional<String> query) {
    CallResult(RollCall call, CallForm form) {
        this(call, form.policy(), form.query());
    }

    /** Returns milliseconds, with one decimal if below 100. */
    static String millis(Duration time) {
        long tenths = Math.round(time.toNanos() / 1e5);
        return tenths < 1000 ? tenths / 10 + "." + tenths % 10 : Long.toString(Math.round(time.toNanos() / 1e6));
    }

    /** Returns the elapsed time as a duration string of HTML (WHATWG HTML, section 2.3.5.8), truncated to milliseconds. */
    String elapsed() {
        return call.elapsed().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Returns the late and failed ids, as the text of a roster file. */
    String unproven() {
        return RosterText.of(call.answers().stream()
                .filter(answer -> !answer.isProven())
                .map(Answer::id)
                .toList());
    }

    /** Returns whether any request was made. */
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
