package dev.rollcall.db.document;

import static java.util.stream.Collectors.toSet;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Precedence;
import dev.rollcall.domain.reconciliation.Protection;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules of a run as JSON; durations are in ISO 8601. */
public final class RulesDocument {
    private RulesDocument() {}

    /** Returns the document. */
    public static String of(Reconciliation rules) {
        return ofPolicy(rules.policy())
                .with("completeness", rules.soundness().completeness())
                .with("limits", ofLimits(rules.limits()))
                .toString();
    }

    private static JsonObject ofPolicy(Policy policy) {
        var fields = new JsonObject();
        new TreeMap<>(policy.fields()).forEach((field, precedence) -> fields.with(field.name(), precedence.word()));
        var absence = new JsonObject()
                .with("runs", policy.absence().runs())
                .with("over", policy.absence().over());
        return new JsonObject()
                .with("create", Text.word(policy.create()))
                .with("fields", fields)
                .with("removals", Text.word(policy.removals()))
                .with("grace", policy.grace())
                .with("absence", absence)
                .with("protected", ofProtection(policy.protection()));
    }

    private static JsonObject ofProtection(Protection protection) {
        var values = new JsonObject();
        new TreeMap<>(protection.values()).forEach((field, value) -> values.with(field.name(), value));
        return new JsonObject()
                .with(
                        "ids",
                        protection.ids().stream().map(UserId::value).sorted().toList())
                .with("values", values);
    }

    private static JsonObject ofLimits(Limits limits) {
        var kinds = new JsonObject();
        new TreeMap<>(limits.ofKinds()).forEach((kind, limit) -> kinds.with(kind.word(), ofLimit(limit)));
        return kinds;
    }

    private static JsonObject ofLimit(Limits.Limit limit) {
        var object = new JsonObject();
        limit.count().ifPresent(count -> object.with("count", count));
        limit.percent().ifPresent(percent -> object.with("percent", percent));
        return object;
    }

    /** Reads a document. */
    public static Reconciliation read(String document) {
        JsonObject rules = JsonObject.read(document);
        return new Reconciliation(
                policy(rules), new Soundness(rules.count("completeness")), limits(rules.object("limits")));
    }

    private static Policy policy(JsonObject rules) {
        Map<UserField, Precedence> fields = new HashMap<>();
        JsonObject precedence = rules.object("fields");
        precedence.names().forEach(name -> fields.put(field(name), word(Precedence.class, precedence.text(name))));
        JsonObject absence = rules.object("absence");
        return new Policy(
                word(Policy.Creation.class, rules.text("create")),
                fields,
                word(Policy.Removals.class, rules.text("removals")),
                Duration.parse(rules.text("grace")),
                new AbsenceRule(absence.count("runs"), Duration.parse(absence.text("over"))),
                protection(rules.object("protected")));
    }

    private static UserField field(String name) {
        return UserDocument.field(name).orElseThrow();
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> Text.word(constant).equals(word))
                .findAny()
                .orElseThrow();
    }

    private static Protection protection(JsonObject rules) {
        Map<UserField, String> values = new HashMap<>();
        JsonObject marks = rules.object("values");
        marks.names().forEach(name -> values.put(field(name), marks.text(name)));
        return new Protection(
                rules.list("ids").stream().map(id -> new UserId(id.toString())).collect(toSet()), values);
    }

    private static Limits limits(JsonObject rules) {
        Map<Line.Kind, Limits.Limit> kinds = new HashMap<>();
        rules.names().forEach(word -> kinds.put(Line.Kind.of(word).orElseThrow(), limit(rules.object(word))));
        return new Limits(kinds);
    }

    private static Limits.Limit limit(JsonObject limit) {
        return new Limits.Limit(
                limit.has("count") ? OptionalLong.of(limit.number("count")) : OptionalLong.empty(),
                limit.has("percent") ? OptionalInt.of(limit.count("percent")) : OptionalInt.empty());
    }
}
