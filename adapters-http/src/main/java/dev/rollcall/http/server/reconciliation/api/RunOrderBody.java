package dev.rollcall.http.server.reconciliation.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body that begins a run: {@code {"roster": "directory" | {"ids": […]}, "policy": {…}, "apply": "never" | "within-limits"}}. */
final class RunOrderBody {
    /** The maximum number of ids. */
    static final int MAX_IDS = 100_000;
    /** The maximum length in bytes: enough for so many ids of 128 ASCII characters. */
    static final int MAX_LENGTH = 16 << 20;

    private final UserFields fields;
    private final RunOrder usual;
    private Optional<List<UserId>> ids = Optional.empty();
    private Policy policy;
    private RunOrder.Application application;

    private RunOrderBody(RunOrder usual, UserFields fields) {
        this.fields = fields;
        this.usual = usual;
        this.policy = usual.rules().policy();
        this.application = usual.application();
    }

    /**
     * Reads the body.
     *
     * @param usual what is done unless the body says something else
     * @param fields the fields that there are
     * @throws Problem.Refusal if it is anything else; it says what is wrong, and where
     */
    static RunOrderBody read(byte[] body, RunOrder usual, UserFields fields) {
        return Body.object(body, json -> {
            var read = new RunOrderBody(usual, fields);
            JsonMembers.read(
                    json, "the body", Map.of("roster", read::roster, "policy", read::policy, "apply", read::apply));
            return read;
        });
    }

    /** Returns what the run is to do. */
    RunOrder order() {
        Reconciliation rules = usual.rules();
        return new RunOrder(
                ids.isPresent() ? RunOrder.RosterKind.IDS : RunOrder.RosterKind.DIRECTORY,
                new Reconciliation(policy, rules.soundness(), rules.limits()),
                application);
    }

    /** Returns the ids that are to be called; none if it is the whole directory. */
    List<UserId> ids() {
        return ids.orElse(List.of());
    }

    private void roster(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            JsonMembers.read(json, "roster", Map.of("ids", this::ids));
            if (ids.isEmpty()) {
                throw Problem.badBody("ids is missing in roster");
            }
        } else if (!JsonMembers.text(json, "roster").equals(RunOrder.RosterKind.DIRECTORY.word())) {
            throw Problem.badBody(
                    "roster must be \"directory\" or an object with ids: " + Quoted.of(json.getText()),
                    json.currentTokenLocation());
        }
    }

    private void ids(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw Problem.badBody("ids must be an array", json.currentTokenLocation());
        }
        List<UserId> read = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            read.add(Body.id(json));
            if (read.size() > MAX_IDS) {
                throw Problem.badBody("ids must be at most " + MAX_IDS, json.currentTokenLocation());
            }
        }
        ids = Optional.of(read);
    }

    private void policy(JsonParser json) throws IOException {
        policy = PolicyBody.read(json, usual.rules().policy(), fields);
    }

    private void apply(JsonParser json) throws IOException {
        application = JsonMembers.oneOf(json, "apply", RunOrder.Application.values(), RunOrder.Application::word);
    }
}
