package dev.rollcall.db.document;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the lines of a run come to, as JSON: the numbers of lines by kind, of answers by outcome, and of users by field. */
public final class CountsDocument {
    private CountsDocument() {}

    /** Returns the document. */
    public static String of(LineCounts counts) {
        var kinds = new JsonObject();
        new TreeMap<>(counts.kinds()).forEach((kind, count) -> kinds.with(kind.word(), count));
        return new JsonObject()
                .with("kinds", kinds)
                .with("present", counts.present())
                .with("absent", counts.absent())
                .with("unproven", counts.unproven())
                .with("told", ofFields(counts.told()))
                .with("cleared", ofFields(counts.cleared()))
                .toString();
    }

    private static JsonObject ofFields(Map<UserField, Long> counts) {
        var fields = new JsonObject();
        new TreeMap<>(counts).forEach((field, count) -> fields.with(field.name(), count));
        return fields;
    }

    /** Reads a document. */
    public static LineCounts read(String document) {
        JsonObject counts = JsonObject.read(document);
        Map<Line.Kind, Long> kinds = new HashMap<>();
        JsonObject ofKinds = counts.object("kinds");
        for (String word : ofKinds.names()) {
            kinds.put(Line.Kind.of(word).orElseThrow(), ofKinds.number(word));
        }
        return new LineCounts(
                kinds,
                counts.number("present"),
                counts.number("absent"),
                counts.number("unproven"),
                fields(counts.object("told")),
                fields(counts.object("cleared")));
    }

    private static Map<UserField, Long> fields(JsonObject counts) {
        Map<UserField, Long> fields = new HashMap<>();
        for (String name : counts.names()) {
            fields.put(UserDocument.field(name).orElseThrow(), counts.number(name));
        }
        return fields;
    }
}
