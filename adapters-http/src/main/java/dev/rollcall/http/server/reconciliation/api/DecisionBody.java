package dev.rollcall.http.server.reconciliation.api;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Drift;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bodies of decisions on a run: {@code {"drift": "skip" | "refuse"}} to apply it, and {@code {"reason": "…"}} for the others. */
final class DecisionBody {
    /** The maximum length in bytes. */
    static final int MAX_LENGTH = 64 * 1024;

    private DecisionBody() {}

    /**
     * Reads what is to be done about users who changed; by default their lines are skipped.
     *
     * @throws Problem.Refusal if it is anything else; it says what is wrong, and where
     */
    static Drift drift(byte[] body) {
        return only(body, "drift", Drift.SKIP, json -> JsonMembers.oneOf(json, "drift", Drift.values(), Drift::word));
    }

    /**
     * Reads a reason, without white space at its ends.
     *
     * @param isRequired whether it must not be empty
     * @throws Problem.Refusal if it is anything else; it says what is wrong, and where
     */
    static String reason(byte[] body, boolean isRequired) {
        String reason = only(body, "reason", "", json -> Text.trimmed(JsonMembers.text(json, "reason")));
        if (isRequired && reason.isEmpty()) {
            throw Problem.badBody("reason is missing: say why the plan may be applied");
        }
        try {
            return Text.checked("reason", reason, 0, Act.MAX_REASON);
        } catch (IllegalArgumentException e) {
            throw Problem.badBody(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the value of the only member that a body may have. */
    private static <T> T only(byte[] body, String name, T usual, Body.Members<T> value) {
        List<T> read = new ArrayList<>(List.of(usual));
        return Body.object(body, json -> {
            JsonMembers.read(json, "the body", Map.of(name, parser -> read.add(value.read(parser))));
            return read.getLast();
        });
    }
}
