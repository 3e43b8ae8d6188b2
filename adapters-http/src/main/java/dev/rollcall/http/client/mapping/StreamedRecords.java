package dev.rollcall.http.client.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads documents into which nothing but JSON Pointers lead: streams them, and keeps only what is at a pointer. */
final class StreamedRecords implements Records.Source {
    private final int targets;
    private final boolean tellsId;
    private final Step root = new Step();

    /** Creates it for targets whose expressions are pointers. */
    StreamedRecords(List<Target> targets, boolean tellsId) {
        this.targets = targets.size();
        this.tellsId = tellsId;
        targets.forEach(
                target -> root.add(target, Objects.requireNonNull(target.where().pointer())));
    }

    @Override
    public Optional<Records> read(JsonParser json) throws IOException {
        if (json.isExpectedStartArrayToken() && !root.leadsIntoArray()) {
            return Optional.of(elements(json));
        }
        var only = new UserRecord(targets);
        root.read(json, only, !tellsId);
        return Optional.of(Records.of(only));
    }

    private Records elements(JsonParser json) throws IOException {
        List<UserRecord> all = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            var element = new UserRecord(targets);
            root.read(json, element, false);
            all.add(element);
        }
        return new Records(all, true);
    }

    /** A node of the trie of pointers: the targets that end here, and the next nodes by member name or array index. */
    private static final class Step {
        private final List<Target> ends = new ArrayList<>(1);
        private final Map<String, Step> next = new HashMap<>();

        void add(Target target, JsonPointer rest) {
            if (rest.matches()) {
                ends.add(target);
            } else {
                next.computeIfAbsent(rest.getMatchingProperty(), name -> new Step())
                        .add(target, rest.tail());
            }
        }

        boolean leadsIntoArray() {
            return next.keySet().stream().anyMatch(name -> name.matches("[0-9]+"));
        }

        /**
         * Reads the value that the parser stands at, to its end.
         *
         * @param mustBeAlone whether an array must have one element at most if all targets are in the same one: nothing else would tell
         *     whose they are
         */
        void read(JsonParser json, UserRecord into, boolean mustBeAlone) throws IOException {
            for (Target target : ends) {
                into.put(target, JsonTree.scalar(json));
            }
            boolean leadsOn = mustBeAlone && ends.isEmpty() && next.size() == 1;
            if (json.currentToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    follow(name, json, into, leadsOn);
                }
            } else if (json.currentToken() == JsonToken.START_ARRAY) {
                for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
                    if (leadsOn && i > 0) {
                        throw new Malformed("more than one user, and no id to tell who is meant (remote.fields.id)");
                    }
                    follow(Integer.toString(i), json, into, leadsOn);
                }
            }
        }

        private void follow(String name, JsonParser json, UserRecord into, boolean mustBeAlone) throws IOException {
            Step step = next.get(name);
            if (step == null) {
                json.skipChildren();
            } else {
                step.read(json, into, mustBeAlone);
            }
        }
    }
}
