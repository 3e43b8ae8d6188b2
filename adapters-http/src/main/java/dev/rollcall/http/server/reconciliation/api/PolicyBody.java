package dev.rollcall.http.server.reconciliation.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Precedence;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The part of a policy that a caller may choose: {@code {"create", "removals", "fields"}}. What protects users (when somebody is gone, the
 * grace period, and who is protected) is the operator's.
 */
final class PolicyBody {
    private final UserFields known;
    private Policy policy;

    private PolicyBody(Policy usual, UserFields known) {
        this.known = known;
        this.policy = usual;
    }

    /**
     * Reads the object at whose start the parser is, to its end.
     *
     * @param usual the policy of which it changes some rules
     * @param known the fields that there are
     * @throws Problem.Refusal if it is anything else; it says what is wrong, and where
     */
    static Policy read(JsonParser json, Policy usual, UserFields known) throws IOException {
        var body = new PolicyBody(usual, known);
        JsonMembers.read(
                json, "policy", Map.of("create", body::create, "removals", body::removals, "fields", body::fields));
        return body.policy;
    }

    private void create(JsonParser json) throws IOException {
        Policy.Creation create = JsonMembers.oneOf(json, "create", Policy.Creation.values(), Text::word);
        policy = new Policy(
                create, policy.fields(), policy.removals(), policy.grace(), policy.absence(), policy.protection());
    }

    private void removals(JsonParser json) throws IOException {
        policy = policy.withRemovals(JsonMembers.oneOf(json, "removals", Policy.Removals.values(), Text::word));
    }

    private void fields(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw Problem.badBody("fields must be a JSON object", json.currentTokenLocation());
        }
        Map<UserField, Precedence> fields = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            UserField field = field(name, json);
            json.nextToken();
            Precedence precedence = JsonMembers.oneOf(json, name, Precedence.values(), Precedence::word);
            if (fields.put(field, precedence) != null) {
                throw Problem.badBody(name + " occurs twice", json.currentTokenLocation());
            }
        }
        policy = policy.withFields(fields);
    }

    private UserField field(String name, JsonParser json) {
        return known.find(name)
                .orElseThrow(() -> Problem.badBody(
                        "%s is not a field of a user (%s)"
                                .formatted(
                                        Quoted.of(name),
                                        String.join(
                                                ", ",
                                                known.all().stream()
                                                        .map(UserField::name)
                                                        .toList())),
                        json.currentTokenLocation()));
    }
}
