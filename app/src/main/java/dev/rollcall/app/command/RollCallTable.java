package dev.rollcall.app.command;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.format.Millis;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A roll call as a plain-text table: one line per answer, in roster order, then a summary. */
final class RollCallTable {
    private static final List<UserField> FIELDS = List.of(UserField.NAME, UserField.EMAIL);
    private static final List<String> HEADINGS = headings();
    /** Right-aligned columns. */
    private static final Set<String> NUMBERS = Set.of("attempts", "ms");
    /** Wider cells overflow, so that one long name doesn't widen the column of all others. */
    private static final int MAX_WIDTH = 40;

    private RollCallTable() {}

    /** Writes the table, with control characters escaped, whatever the remote sent. */
    static void write(RollCall call, PrintStream out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        call.answers().forEach(answer -> rows.add(row(answer)));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEADINGS.size(); column++) {
            widths.add(width(rows, column));
        }
        rows.forEach(row -> out.println(line(row, widths)));
        out.println(summary(call));
    }

    private static List<String> headings() {
        var headings = new ArrayList<>(List.of("id", "outcome"));
        FIELDS.forEach(field -> headings.add(field.name()));
        headings.addAll(List.of("attempts", "ms", "detail"));
        return headings;
    }

    private static List<String> row(Answer answer) {
        var row = new ArrayList<>(List.of(Quoted.plain(answer.id().value()), answer.outcome()));
        Optional<User> user = answer.found();
        FIELDS.forEach(field ->
                row.add(Quoted.plain(user.map(known -> known.get(field)).orElse(""))));
        row.add(Integer.toString(answer.attempts().count()));
        row.add(Millis.of(answer.attempts().elapsed()));
        row.add(Quoted.plain(answer.explanation()));
        return row;
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream()
                .mapToInt(row -> length(row.get(column)))
                .filter(length -> length <= MAX_WIDTH)
                .max()
                .orElse(MAX_WIDTH);
    }

    private static String line(List<String> cells, List<Integer> widths) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(Math.max(0, widths.get(column) - length(cell)));
            boolean isNumber = NUMBERS.contains(HEADINGS.get(column));
            line.append(isNumber ? padding + cell : cell + padding).append("  ");
        }
        return line.toString().stripTrailing();
    }

    private static String summary(RollCall call) {
        RollCall.Counts counts = call.counts();
        return "%s asked: %s present, %s absent, %s late, %s failed; %s after %s ms"
                .formatted(
                        counts.asked(),
                        counts.present(),
                        counts.absent(),
                        counts.late(),
                        counts.failed(),
                        call.isComplete() ? "complete" : "partial",
                        Millis.of(call.elapsed()));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
