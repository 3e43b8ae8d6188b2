package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.Drift;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A form on the page of a run: what to do with it.
 *
 * @param action what
 * @param version the version of the run that the page showed
 * @param drift what to do about users who changed, if the plan is to be applied
 * @param reason why, as typed
 */
record DecisionForm(Action action, OptionalLong version, Drift drift, String reason) {
    /** The fields. */
    static final Set<String> FIELDS = Set.of("action", "version", "drift", "reason");

    /** What can be done with a run. */
    enum Action {
        APPLY,
        APPROVE,
        REJECT,
        CANCEL;

        /** Returns the value of the field. */
        String word() {
            return Text.word(this);
        }
    }

    /**
     * Reads the form.
     *
     * @throws Problem.Refusal if the action or the version is missing, or a value is none that it offers
     */
    static DecisionForm read(Parameters fields) {
        Action action = fields.oneOf("action", Action.values(), Action::word)
                .orElseThrow(
                        () -> Problem.badParameter("action is missing: it must be apply, approve, reject or cancel"));
        OptionalLong version = fields.version("version");
        if (version.isEmpty()) {
            throw Problem.badParameter("version is missing: it must be that of the run which the page showed");
        }
        return new DecisionForm(
                action,
                version,
                fields.oneOf("drift", Drift.values(), Drift::word).orElse(Drift.SKIP),
                fields.text("reason").map(Text::trimmed).orElse(""));
    }

    /** Returns what is wrong with the reason; empty if nothing is. */
    Optional<String> error() {
        if (action == Action.APPROVE && reason.isEmpty()) {
            return Optional.of("say why, so that others can see later who approved it for what");
        }
        try {
            Text.checked("reason", reason, 0, Act.MAX_REASON);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Carries it out. */
    Decision decide(Reconciler reconciler, long run, Actor by) {
        return switch (action) {
            case APPLY -> reconciler.apply(run, version, drift, by);
            case APPROVE -> reconciler.approve(run, version, by, reason);
            case REJECT -> reconciler.reject(run, version, by, reason);
            case CANCEL -> reconciler.cancel(run, version, by, reason);
        };
    }
}
