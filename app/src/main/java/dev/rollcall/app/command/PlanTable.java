package dev.rollcall.app.command;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunLine;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan as plain text: what it would change, each line with its proof, and then what else there is to say. */
final class PlanTable {
    /** How many lines of those that change nothing are shown of each kind. */
    private static final int MOST_OTHERS = 20;

    private static final int PAGE = 1000;
    private static final Set<Line.Kind> CHANGES = EnumSet.range(Line.Kind.CREATE, Line.Kind.DELETE);
    private static final List<Line.Kind> OTHERS =
            List.of(Line.Kind.WATCHED, Line.Kind.UNDECIDED, Line.Kind.PROTECTED, Line.Kind.JOINER, Line.Kind.LOCAL);

    private final Reconciler reconciler;
    private final PrintStream out;

    PlanTable(Reconciler reconciler, PrintStream out) {
        this.reconciler = reconciler;
        this.out = out;
    }

    /** Writes the plan of a run; control characters are escaped, whatever the remote sent. */
    void write(Run run) {
        var query = new LineQuery(CHANGES, Optional.empty(), Optional.empty(), PAGE);
        List<RunLine> lines = reconciler.lines(run.id(), query);
        while (!lines.isEmpty()) {
            lines.forEach(line -> out.println(inWords(line)));
            lines = reconciler.lines(run.id(), query.after(lines.getLast().place()));
        }
        OTHERS.forEach(kind -> writeSome(run, kind));
        out.println(counts(run));
    }

    private void writeSome(Run run, Line.Kind kind) {
        long all = run.tally().counts().of(kind);
        var query = new LineQuery(Set.of(kind), Optional.empty(), Optional.empty(), MOST_OTHERS);
        reconciler.lines(run.id(), query).forEach(line -> out.println(inWords(line)));
        if (all > MOST_OTHERS) {
            out.println("%-10s and %s more".formatted(kind.word(), all - MOST_OTHERS));
        }
    }

    private static String inWords(RunLine line) {
        List<String> parts = new ArrayList<>();
        parts.add(
                "%-10s %s".formatted(line.kind().word(), Quoted.plain(line.id().value())));
        line.fields().forEach(field -> parts.add(change(line, field)));
        parts.add("[%s]".formatted(proof(line.proof())));
        if (!line.note().isEmpty()) {
            parts.add("(%s)".formatted(Quoted.plain(line.note())));
        }
        line.state().filter(state -> state != RunLine.State.PLANNED).ifPresent(state -> parts.add(state.word()));
        return String.join("  ", parts);
    }

    private static String change(RunLine line, UserField field) {
        User nobody = new User(new UserId("0"), Map.of());
        String before = line.before().orElse(nobody).get(field);
        String after = line.after().orElse(nobody).get(field);
        return line.before().isEmpty()
                ? "%s: %s".formatted(field, Quoted.plain(after))
                : "%s: %s -> %s".formatted(field, shown(before), shown(after));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(none)" : Quoted.plain(value);
    }

    private static String proof(Proof proof) {
        Answer answer = proof.answer();
        String how = proof.listed() ? "on the remote's list" : "asked by name";
        return "%s, %s at %s".formatted(answer.outcome(), how, proof.at());
    }

    private static String counts(Run run) {
        return EnumSet.allOf(Line.Kind.class).stream()
                .filter(kind -> run.tally().counts().of(kind) > 0)
                .map(kind -> "%s %s".formatted(run.tally().counts().of(kind), kind.word()))
                .collect(Collectors.joining(", ", "run %s: ".formatted(run.id()), ""));
    }
}
