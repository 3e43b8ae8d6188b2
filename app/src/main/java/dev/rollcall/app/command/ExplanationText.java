package dev.rollcall.app.command;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.http.client.listing.ListingExplanation;
import dev.rollcall.http.format.Millis;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An explanation as plain text: what was sent, with {@code >} before each line, what was received, with {@code <}, what the mapping finds in
 * it, what that means, and the answer.
 */
final class ExplanationText {
    private ExplanationText() {}

    static void write(Explanation explanation, PrintStream out) {
        for (Explanation.Request request : explanation.requests()) {
            if (!request.id().equals(explanation.answer().id())) {
                out.println("to confirm that, the canary %s:"
                        .formatted(Quoted.plain(request.id().value())));
            }
            write(request.sent(), request.received(), request.values(), request.meaning(), out);
        }
        out.println(summary(explanation.answer()));
    }

    /** Writes how the first page of a list came about, likewise. */
    static void write(ListingExplanation explanation, PrintStream out) {
        explanation
                .requests()
                .forEach(
                        request -> write(request.sent(), request.received(), request.values(), request.meaning(), out));
        out.println(Quoted.plain(explanation.outcome()));
    }

    private static void write(
            String sent, String received, List<Explanation.Value> values, String meaning, PrintStream out) {
        sent.lines().forEach(line -> out.println(("> " + line).stripTrailing()));
        received.lines().forEach(line -> out.println(("< " + line).stripTrailing()));
        table(values).forEach(out::println);
        out.println("= " + Quoted.plain(meaning));
        out.println();
    }

    private static List<String> table(List<Explanation.Value> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<Explanation.Value> rows = new ArrayList<>(List.of(new Explanation.Value("", "where", "found")));
        rows.addAll(values);
        int names = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        int places = rows.stream().mapToInt(row -> row.where().length()).max().orElse(0);
        var format = "  %%-%ss  %%-%ss  %%s".formatted(names, places);
        return rows.stream()
                .map(row -> format.formatted(row.name(), row.where(), row.found()))
                .toList();
    }

    private static String summary(Answer answer) {
        String why = answer.explanation().isEmpty() ? "" : ", " + answer.explanation();
        int attempts = answer.attempts().count();
        return "%s is %s%s, after %s %s and %s ms"
                .formatted(
                        Quoted.plain(answer.id().value()),
                        answer.outcome(),
                        Quoted.plain(why),
                        attempts,
                        attempts == 1 ? "attempt" : "attempts",
                        Millis.of(answer.attempts().elapsed()));
    }
}
