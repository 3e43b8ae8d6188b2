package dev.rollcall.http.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes answers as CSV (RFC 4180) in UTF-8: a header row with the names used in JSON, then one row per answer, in roster order. Values
 * aren't escaped for spreadsheets: one that begins with {@code =} stays as it is.
 */
final class RollCallCsv {
    private static final List<UserField> FIELDS = List.of(UserField.NAME, UserField.EMAIL);
    private static final List<String> COLUMNS = columns();

    private RollCallCsv() {}

    /**
     * Writes the table and leaves the stream open.
     *
     * @throws IOException if the stream can't be written
     */
    static void write(RollCall call, OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(COLUMNS);
        call.answers().forEach(answer -> csv.writeRecord(row(answer)));
        csv.flush();
    }

    private static List<String> columns() {
        var columns = new ArrayList<>(List.of("id", "outcome"));
        FIELDS.forEach(field -> columns.add(field.name()));
        columns.addAll(List.of("reason", "detail", "attempts", "startedMillis", "elapsedMillis"));
        return columns;
    }

    private static List<String> row(Answer answer) {
        var row = new ArrayList<>(List.of(answer.id().value(), answer.outcome()));
        Optional<User> user = answer.found();
        FIELDS.forEach(field -> row.add(user.map(known -> known.get(field)).orElse("")));
        Optional<Answer.Failed> failed = answer instanceof Answer.Failed it ? Optional.of(it) : Optional.empty();
        row.add(failed.map(Answer.Failed::reason).map(Answer.Reason::label).orElse(""));
        row.add(failed.map(Answer.Failed::detail).orElse(""));
        row.add(Integer.toString(answer.attempts().count()));
        row.add(Millis.of(answer.attempts().started()));
        row.add(Millis.of(answer.attempts().elapsed()));
        return row;
    }
}
