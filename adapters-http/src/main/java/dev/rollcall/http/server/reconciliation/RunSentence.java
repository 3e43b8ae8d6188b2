package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.LineCounts;
import dev.rollcall.domain.run.Act;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a person should know of a run, in a sentence or two: its state, what it found, and what that means. */
final class RunSentence {
    private static final String UNCHANGED = "Nothing was changed.";

    private RunSentence() {}

    /** Returns the sentence. */
    static String of(Run run) {
        LineCounts counts = run.tally().counts();
        return switch (run.state()) {
            case CALLING -> "The remote is being asked who is there. Nothing is changed by that.";
            case READY -> "The plan is ready: %s.".formatted(plan(counts, "would be"));
            case HELD ->
                "Held: %s. %s In all, %s.".formatted(reasons(run), caution(run.reasons()), plan(counts, "would be"));
            case NOTHING_TO_DO -> "Nothing to do: directory and remote agree%s.".formatted(undecided(counts));
            case UNSOUND -> "Not sound: %s. No absence counts, and nothing is applied.".formatted(reasons(run));
            case APPLYING -> "The plan is being applied: %s.".formatted(plan(counts, "are being"));
            case APPLIED -> "Applied: %s%s.".formatted(done(run), undecided(counts));
            case CANCELLED, FAILED, REJECTED, EXPIRED -> ended(run);
        };
    }

    private static String ended(Run run) {
        String what = switch (run.state()) {
            case CANCELLED -> "Cancelled.";
            case FAILED -> "Failed: %s.".formatted(reasons(run));
            case EXPIRED -> "Expired: the plan is too old to be applied. Begin another run.";
            default -> "Rejected: nobody can apply this plan.";
        };
        return run.lastAct(RunState.APPLYING).isPresent()
                ? "%s By then, %s; the other %s will not be made.".formatted(what, done(run), changes(run.left()))
                : what + " " + UNCHANGED;
    }

    private static String reasons(Run run) {
        return run.reasons().isEmpty() ? "nobody knows why" : String.join("; ", run.reasons());
    }

    private static String caution(List<String> reasons) {
        boolean isOfRemovals = reasons.stream()
                .anyMatch(reason ->
                        reason.startsWith(Line.Kind.DEACTIVATE.word()) || reason.startsWith(Line.Kind.DELETE.word()));
        return isOfRemovals
                ? "Approve it only if you know why so many are gone."
                : "Approve it only if you know why so much changes.";
    }

    /** Returns what the lines would do, such as {@code 12 users would be created, 3 updated; 4 are undecided and stay as they are}. */
    private static String plan(LineCounts counts, String verb) {
        List<Line.Kind> kinds = Arrays.stream(Line.Kind.values())
                .filter(kind -> kind.isAction() && counts.of(kind) > 0)
                .toList();
        if (kinds.isEmpty()) {
            return "no user %s changed%s".formatted(verb.replace("are", "is"), undecided(counts));
        }
        Line.Kind first = kinds.getFirst();
        String rest = kinds.stream()
                .skip(1)
                .map(kind -> ", %s %s".formatted(counts.of(kind), participle(kind)))
                .collect(Collectors.joining());
        return "%s %s %s%s%s".formatted(users(counts.of(first)), verb, participle(first), rest, undecided(counts));
    }

    private static String users(long count) {
        return count == 1 ? "1 user" : count + " users";
    }

    private static String changes(long count) {
        return count == 1 ? "1 change" : count + " changes";
    }

    private static String undecided(LineCounts counts) {
        long undecided = counts.of(Line.Kind.UNDECIDED);
        if (undecided == 0) {
            return "";
        }
        return undecided == 1
                ? "; 1 is undecided and stays as it is"
                : "; %s are undecided and stay as they are".formatted(undecided);
    }

    private static String done(Run run) {
        long applied = run.tally().applied();
        long skipped = run.tally().skipped();
        String made = "%s %s made".formatted(changes(applied), applied == 1 ? "was" : "were");
        return skipped == 0
                ? made
                : "%s, and %s skipped, since the user had changed"
                        .formatted(made, skipped == 1 ? "1 was" : skipped + " were");
    }

    /** Returns what becomes of a user by a line of the kind. */
    private static String participle(Line.Kind kind) {
        return kind.word() + (kind.word().endsWith("e") ? "d" : "ed");
    }

    /** Returns what happened, as the history of a run says it. */
    static String of(Act act) {
        return act.state().word().replace('-', ' ');
    }

    /** Returns the class of the state's colour. */
    static String colour(RunState state) {
        return switch (state) {
            case CALLING, READY, APPLYING -> "open";
            case HELD -> "late";
            case APPLIED -> "present";
            case UNSOUND, FAILED -> "failed";
            case NOTHING_TO_DO, CANCELLED, REJECTED, EXPIRED -> "absent";
        };
    }
}
