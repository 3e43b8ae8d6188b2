package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.run.RunLine;
import dev.rollcall.http.server.web.Percent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A line of a run as its page shows it: what changes, and under it the proof.
 *
 * @param line the line
 */
record LineRow(RunLine line) {
    private static final String SINCE = " since ";

    String id() {
        return line.id().value();
    }

    /** Returns the user's name, if it is known and isn't told as a change. */
    Optional<String> name() {
        return line.before().map(User::name).filter(name -> !name.isEmpty() && !fields().contains(UserField.NAME));
    }

    /** Returns the link to the page of the user. */
    String user() {
        return "../users/" + Percent.encode(id());
    }

    String kind() {
        return line.kind().word();
    }

    /** Returns what became of it, if that isn't what was planned; empty if it is. */
    Optional<String> state() {
        return line.state().filter(state -> state != RunLine.State.PLANNED).map(RunLine.State::word);
    }

    /** Returns the class of the state's colour. */
    String stateColour() {
        return line.state().equals(Optional.of(RunLine.State.SKIPPED)) ? "late" : "present";
    }

    /** Returns the class of the kind's colour. */
    static String colour(Line.Kind kind) {
        return switch (kind) {
            case CREATE, REACTIVATE -> "present";
            case UPDATE -> "open";
            case DEACTIVATE, DELETE -> "failed";
            case UNDECIDED, WATCHED, PROTECTED -> "late";
            case SAME, JOINER, LOCAL -> "absent";
        };
    }

    List<UserField> fields() {
        return line.fields();
    }

    /** Returns the value of a field before the change; empty if there is none. */
    Optional<String> before(UserField field) {
        return line.before().map(user -> user.get(field)).filter(value -> !value.isEmpty());
    }

    /** Returns the value of a field after the change; empty if there is none. */
    Optional<String> after(UserField field) {
        return line.after().map(user -> user.get(field)).filter(value -> !value.isEmpty());
    }

    /** Returns the proof up to its time. */
    String proof() {
        String outcome = line.proof().answer().outcome();
        if (line.proof().listed()) {
            return "on the remote’s list at";
        }
        return attempts().count() == 0 ? outcome + ", not asked by" : outcome + ", asked by name at";
    }

    /** Returns when the remote said it. */
    Instant at() {
        return line.proof().at();
    }

    private Attempts attempts() {
        return line.proof().answer().attempts();
    }

    /** Returns the proof after its time; may be empty. */
    String afterAttempts() {
        int count = attempts().count();
        if (count == 0) {
            return "";
        }
        return count == 1 ? ", after 1 attempt" : ", after %s attempts".formatted(count);
    }

    /** Returns what there is to say besides, up to the time at its end if it has one; may be empty. */
    String note() {
        return since().isPresent() ? line.note().substring(0, line.note().lastIndexOf(SINCE)) + SINCE : line.note();
    }

    /** Returns the time at the end of the note; empty if it has none. */
    Optional<Instant> since() {
        int at = line.kind() == Line.Kind.WATCHED ? line.note().lastIndexOf(SINCE) : -1;
        try {
            return at < 0
                    ? Optional.empty()
                    : Optional.of(Instant.parse(line.note().substring(at + SINCE.length())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
