package dev.rollcall.http.format.runs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Precedence;
import dev.rollcall.domain.reconciliation.Reconciliation;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The rules of a run as JSON. */
final class RulesJson {
    private RulesJson() {}

    /**
     * Writes {@code {"create", "removals", "fields": {"name": "remote-wins", …}, "absence": {"runs", "over"}, "grace", "protect",
     * "completeness", "limits": {"delete": {"count", "percent"}, …}}}. Of who is protected there is only the number of ids and marks.
     */
    static void write(Reconciliation rules, JsonGenerator json) throws IOException {
        Policy policy = rules.policy();
        json.writeStartObject();
        json.writeStringField("create", Text.word(policy.create()));
        json.writeStringField("removals", Text.word(policy.removals()));
        json.writeObjectFieldStart("fields");
        for (Map.Entry<UserField, Precedence> field : new TreeMap<>(policy.fields()).entrySet()) {
            json.writeStringField(field.getKey().name(), field.getValue().word());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("absence");
        json.writeNumberField("runs", policy.absence().runs());
        json.writeStringField("over", policy.absence().over().toString());
        json.writeEndObject();
        json.writeStringField("grace", policy.grace().toString());
        json.writeNumberField(
                "protect",
                policy.protection().ids().size() + policy.protection().values().size());
        json.writeNumberField("completeness", rules.soundness().completeness());
        write(rules.limits(), json);
        json.writeEndObject();
    }

    private static void write(Limits limits, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("limits");
        for (Map.Entry<Line.Kind, Limits.Limit> limit : new TreeMap<>(limits.ofKinds()).entrySet()) {
            json.writeObjectFieldStart(limit.getKey().word());
            if (limit.getValue().count().isPresent()) {
                json.writeNumberField("count", limit.getValue().count().getAsLong());
            }
            if (limit.getValue().percent().isPresent()) {
                json.writeNumberField("percent", limit.getValue().percent().getAsInt());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
