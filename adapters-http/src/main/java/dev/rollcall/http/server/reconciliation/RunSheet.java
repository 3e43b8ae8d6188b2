package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunProgress;
import dev.rollcall.domain.run.RunState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The page of a run.
 *
 * @param run the run
 * @param progress how far it is; empty unless it is being worked on
 * @param filter which lines are shown
 * @param lines these lines, and one more if there are others behind them
 * @param refused the decision that was just refused; empty if none was
 * @param form the form that was sent with an error; empty if none was
 */
record RunSheet(
        Run run,
        Optional<RunProgress> progress,
        LineFilter filter,
        List<RunLine> lines,
        Optional<Refused> refused,
        Optional<DecisionForm> form) {
    RunSheet {
        lines = List.copyOf(lines);
    }

    /** A link to some of the lines. */
    record Part(String label, long count, String colour, String address, boolean isShown) {}

    /** Returns the link from the page to itself. */
    String path() {
        return Long.toString(run.id());
    }

    RunState state() {
        return run.state();
    }

    /** Returns the classes of the verdict: does somebody have to look twice, is more to come, or is all well? */
    String tone() {
        return switch (run.state()) {
            case HELD, UNSOUND, FAILED, EXPIRED -> "note";
            case CALLING, READY, APPLYING -> "notice going";
            default -> "notice";
        };
    }

    /** Returns what the run was to do, in a few words. */
    String order() {
        String whom = run.order().roster() == RunOrder.RosterKind.IDS ? "Given ids" : "The whole directory";
        return run.order().application() == RunOrder.Application.WITHIN_LIMITS
                ? whom + ", applied at once if within the limits"
                : whom;
    }

    List<LineRow> rows() {
        return lines.stream().limit(LineFilter.LINES).map(LineRow::new).toList();
    }

    /** Returns the link to the lines behind these; empty if there are none. */
    Optional<String> next() {
        return lines.size() <= LineFilter.LINES
                ? Optional.empty()
                : Optional.of(
                        address(filter.after(lines.get(LineFilter.LINES - 1).id())));
    }

    String address(LineFilter other) {
        return path() + other.address();
    }

    /** Returns the links to the lines of each kind that occurs. */
    List<Part> kinds() {
        return Arrays.stream(Line.Kind.values())
                .filter(kind -> run.tally().counts().of(kind) > 0)
                .map(kind -> new Part(
                        kind.word(),
                        run.tally().counts().of(kind),
                        LineRow.colour(kind),
                        address(LineFilter.ofKind(kind.word())),
                        filter.kind().equals(Optional.of(kind.word()))))
                .toList();
    }

    /** Returns the links to the lines in each state, once some were applied or skipped. */
    List<Part> states() {
        long applied = run.tally().applied();
        long skipped = run.tally().skipped();
        return applied + skipped == 0
                ? List.of()
                : List.of(
                        part(RunLine.State.APPLIED, applied, "present"),
                        part(RunLine.State.SKIPPED, skipped, "late"),
                        part(RunLine.State.PLANNED, run.left(), "absent"));
    }

    private Part part(RunLine.State state, long count, String colour) {
        return new Part(
                state.word(),
                count,
                colour,
                address(LineFilter.ofState(state)),
                filter.state().equals(Optional.of(state)));
    }

    /** Returns the number of all lines. */
    long all() {
        return run.tally().counts().kinds().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Returns what is wrong with the reason in the form of an action; empty if nothing is. */
    Optional<String> error(DecisionForm.Action action) {
        return form.filter(sent -> sent.action() == action).flatMap(DecisionForm::error);
    }

    /** Returns the reason as typed into the form of an action. */
    String reason(DecisionForm.Action action) {
        return form.filter(sent -> sent.action() == action)
                .map(DecisionForm::reason)
                .orElse("");
    }
}
