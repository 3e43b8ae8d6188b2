package dev.rollcall.db.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MICROS;

import dev.rollcall.db.document.UserDocument;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.run.RunLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of the table of lines: its columns, and what they mean. */
final class LineColumns {
    /** The columns, in the order in which {@link #of} reads them and {@link #parameters} begins. */
    static final String COLUMNS =
            "id, kind, state, user_before, user_version, user_after, outcome, answered, reason, detail,"
                    + " attempts, started, elapsed, heard, listed, note";

    private LineColumns() {}

    /** Returns the bytes that order lines, and stand for the id. */
    static byte[] place(Place place) {
        return (place.key() + " " + place.id().value()).getBytes(UTF_8);
    }

    /** Returns the same for an id. */
    static byte[] place(UserId id) {
        return place(Order.placeOf(id));
    }

    /** Returns the values of the columns, and of the place. */
    static List<@Nullable Object> parameters(long run, RunLine line) {
        Proof proof = line.proof();
        Answer answer = proof.answer();
        Attempts attempts = answer.attempts();
        return Arrays.asList(
                line.id().value(),
                line.kind().word(),
                stateOf(line),
                document(line.before()),
                versionOf(line),
                document(line.after()),
                answer.outcome(),
                document(answer.found()),
                answer instanceof Answer.Failed failed ? failed.reason().label() : null,
                answer instanceof Answer.Failed failed ? storable(failed.detail()) : null,
                attempts.count(),
                micros(attempts.started()),
                micros(attempts.elapsed()),
                Statements.timestamp(proof.at()),
                proof.listed(),
                storable(line.note()),
                run,
                place(line.id()));
    }

    /** Returns the values that may change: kind, state, user before, version, user after and note; and then the run and the place. */
    static List<@Nullable Object> changed(long run, RunLine line) {
        return Arrays.asList(
                line.kind().word(),
                stateOf(line),
                document(line.before()),
                versionOf(line),
                document(line.after()),
                storable(line.note()),
                run,
                place(line.id()));
    }

    /** Returns the values that change if a line is applied: state and note; and then the run and the place. */
    static List<Object> applied(long run, RunLine line) {
        return List.of(stateOf(line), storable(line.note()), run, place(line.id()));
    }

    private static String stateOf(RunLine line) {
        return line.state().map(RunLine.State::word).orElse("");
    }

    private static @Nullable Long versionOf(RunLine line) {
        return line.version().isPresent() ? line.version().getAsLong() : null;
    }

    private static @Nullable String document(Optional<User> user) {
        return user.map(UserDocument::ofKnown).orElse(null);
    }

    private static long micros(Duration duration) {
        return duration.dividedBy(MICROS.getDuration());
    }

    /** Returns the text as every database can store it: what a remote says may have any characters. */
    private static String storable(String text) {
        return new String(text.getBytes(UTF_8), UTF_8).replace('\0', '\uFFFD');
    }

    /** Reads the {@link #COLUMNS}, which must be the first ones of the row. */
    static RunLine of(ResultSet row) throws SQLException {
        var id = new UserId(row.getString(1));
        Optional<Long> version = Statements.number(row, 5);
        var proof = new Proof(answer(id, row), Statements.instant(row, 14).orElseThrow(), row.getBoolean(15));
        return new RunLine(
                Line.Kind.of(row.getString(2)).orElseThrow(),
                RunLine.State.of(row.getString(3)),
                user(id, row.getString(4)),
                version.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                user(id, row.getString(6)),
                proof,
                row.getString(16));
    }

    private static Answer answer(UserId id, ResultSet row) throws SQLException {
        var attempts = new Attempts(row.getInt(11), ofMicros(row.getLong(12)), ofMicros(row.getLong(13)));
        String outcome = row.getString(7);
        return switch (outcome) {
            case "present" -> new Answer.Present(user(id, row.getString(8)).orElseThrow(), attempts);
            case "absent" -> new Answer.Absent(id, attempts);
            case "late" -> new Answer.Late(id, attempts);
            case "failed" -> new Answer.Failed(id, reason(row.getString(9)), row.getString(10), attempts);
            default -> throw new SQLException("not an outcome: " + outcome);
        };
    }

    private static Duration ofMicros(long count) {
        return Duration.of(count, MICROS);
    }

    private static Optional<User> user(UserId id, @Nullable String document) {
        return Optional.ofNullable(document).map(text -> new User(id, UserDocument.read(text)));
    }

    private static Answer.Reason reason(String label) {
        return Stream.of(Answer.Reason.values())
                .filter(reason -> reason.label().equals(label))
                .findAny()
                .orElseThrow();
    }
}
