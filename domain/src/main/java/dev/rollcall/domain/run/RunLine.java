package dev.rollcall.domain.run;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.rollcall.Answer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line of a run, as it is kept.
 *
 * @param kind its kind
 * @param state what became of it; empty if it changes nothing
 * @param before the user in the directory, for lines that change one
 * @param version the version of that user
 * @param after the user as it is to be, for lines that create or change one
 * @param proof what the remote said. Of a user who is the same on both sides or watched, the answer has only the id
 * @param note what there is to say besides, for a person, without a full stop; empty if nothing
 */
public record RunLine(
        Line.Kind kind,
        Optional<State> state,
        Optional<User> before,
        OptionalLong version,
        Optional<User> after,
        Proof proof,
        String note) {
    /** What became of a line that changes the directory. */
    public enum State {
        /** It can be applied, or will be. */
        PLANNED,
        /** It was applied. */
        APPLIED,
        /** It wasn't, since the user had changed; the note says so. */
        SKIPPED;

        /** Returns the name in lower case. */
        public String word() {
            return Text.word(this);
        }

        /** Returns the state with the word; empty if there is none. */
        public static Optional<State> of(String word) {
            return Arrays.stream(values())
                    .filter(state -> state.word().equals(word))
                    .findAny();
        }
    }

    /** Returns a line as it is planned. */
    public static RunLine of(Line line) {
        Optional<Line.Action> action = line instanceof Line.Action change ? Optional.of(change) : Optional.empty();
        Optional<Entry> entry = action.flatMap(Line.Action::before);
        return new RunLine(
                line.kind(),
                action.map(change -> State.PLANNED),
                entry.map(Entry::user),
                entry.map(known -> OptionalLong.of(known.version())).orElseGet(OptionalLong::empty),
                action.flatMap(Line.Action::after),
                isKeptWhole(line) ? line.proof() : line.proof().withoutUser(),
                noteOf(line));
    }

    private static boolean isKeptWhole(Line line) {
        return !(line instanceof Line.Same);
    }

    private static String noteOf(Line line) {
        return switch (line) {
            case Line.Undecided undecided -> undecided.why();
            case Line.Watched watched ->
                "absent in %s of %s runs since %s".formatted(watched.absences(), watched.needed(), watched.since());
            case Line.Protected kept ->
                "%s, but the user is protected".formatted(kept.otherwise().word());
            case Line.Local local -> "the remote never knew the user";
            default -> "";
        };
    }

    /** Returns the user's id. */
    public UserId id() {
        return proof.id();
    }

    /** Returns its place among the lines of the run. */
    public Place place() {
        return Order.placeOf(id());
    }

    /** Returns the fields that change, in their order; none unless it changes the directory. */
    public List<UserField> fields() {
        return state.isEmpty() ? List.of() : User.differences(before, after);
    }

    /** Returns the line as it is if the run isn't sound: no absence counts. */
    public RunLine ofUnsoundRun() {
        return Soundness.isDoubtful(kind, proof.answer())
                ? new RunLine(
                        Line.Kind.UNDECIDED,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        proof,
                        Soundness.DOUBT)
                : this;
    }

    /** Returns the line after an attempt to apply it, given the user in the directory at that moment: it is applied only if nothing changed. */
    public RunLine appliedTo(Optional<Entry> current) {
        return drift(current).map(why -> become(State.SKIPPED, why)).orElseGet(() -> become(State.APPLIED, note));
    }

    private RunLine become(State next, String why) {
        return new RunLine(kind, Optional.of(next), before, version, after, proof, why);
    }

    /**
     * Returns what is to be remembered of the user once the line is applied; empty if nothing, since the user is deleted.
     *
     * @param seen what is remembered so far
     */
    public Optional<Sightings> sightingsAfter(Sightings seen, Instant at) {
        return switch (kind) {
            case DELETE -> Optional.empty();
            case DEACTIVATE -> Optional.of(isOfAbsence() ? seen.deactivated(at) : seen);
            case REACTIVATE -> Optional.of(seen.reactivated());
            default -> Optional.of(seen);
        };
    }

    /** Returns how the user changed since the line was planned; empty if not at all. */
    public Optional<String> drift(Optional<Entry> current) {
        if (version.isEmpty()) {
            return current.map(entry -> "the user was created meanwhile");
        }
        if (current.isEmpty()) {
            return Optional.of("the user was removed meanwhile");
        }
        return current.get().version() == version.getAsLong()
                ? Optional.empty()
                : Optional.of("the user changed meanwhile");
    }

    /** Returns whether it is about a user whom the remote proved to be absent. */
    public boolean isOfAbsence() {
        return proof.answer() instanceof Answer.Absent;
    }
}
