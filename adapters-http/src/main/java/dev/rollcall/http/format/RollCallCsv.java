package dev.rollcall.http.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes answers as CSV (RFC 4180) in UTF-8: a header row with the names used in JSON, then one row per answer, in roster order. Values
 * aren't escaped for spreadsheets: one that begins with {@code =} stays as it is. There is a column for each field, whoever has a value for it.
 */
final class RollCallCsv {
    private RollCallCsv() {}

    /**
     * Writes the table and leaves the stream open.
     *
     * @throws IOException if the stream can't be written
     */
    static void write(RollCall call, UserFields fields, OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(columns(fields.all()));
        call.answers().forEach(answer -> csv.writeRecord(row(answer, fields.all())));
        csv.flush();
    }

    private static List<String> columns(List<UserField> fields) {
        var columns = new ArrayList<>(List.of("id", "outcome"));
        fields.forEach(field -> columns.add(field.name()));
        columns.addAll(List.of("reason", "detail", "attempts", "startedMillis", "elapsedMillis"));
        return columns;
    }

    private static List<String> row(Answer answer, List<UserField> fields) {
        var row = new ArrayList<>(List.of(answer.id().value(), answer.outcome()));
        Optional<User> user = answer.found();
        fields.forEach(field -> row.add(user.map(known -> known.get(field)).orElse("")));
        Optional<Answer.Failed> failed = answer instanceof Answer.Failed it ? Optional.of(it) : Optional.empty();
        row.add(failed.map(Answer.Failed::reason).map(Answer.Reason::label).orElse(""));
        row.add(failed.map(Answer.Failed::detail).orElse(""));
        row.add(Integer.toString(answer.attempts().count()));
        row.add(Millis.of(answer.attempts().started()));
        row.add(Millis.of(answer.attempts().elapsed()));
        return row;
    }
}
