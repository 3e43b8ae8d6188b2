package dev.rollcall.http.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.rollcall.domain.directory.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The users of a CSV file (RFC 4180), row by row. The first line names the columns, in any order; blank lines don't count. Where the
 * file is no CSV any more, a bad row says so, and it is the last.
 */
final class CsvUsers implements Iterator<Row> {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    /** The longest field, in characters: more than any that is good. Without a limit an open quote would take in the whole file. */
    private static final int MAX_FIELD = 64 * 1024;

    private static final Pattern LINE = Pattern.compile("\\bline ([0-9]+)");
    private static final String HEADER =
            "the first line must name the columns %s, and no others".formatted(String.join(", ", UserMembers.NAMES));

    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private Optional<Row> next;
    private long line = 1;
    private boolean isBroken;

    CsvUsers(InputStream in) throws IOException {
        records = CsvReader.builder()
                .maxBufferSize(MAX_FIELD)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader(in))
                .iterator();
        var columns = new ArrayList<String>();
        next = unlessBroken(() -> header(columns));
        header = List.copyOf(columns);
        if (next.isEmpty()) {
            next = unlessBroken(this::row);
        }
    }

    private static Reader reader(InputStream in) throws IOException {
        var start = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
        byte[] first = start.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
            start.unread(first);
        }
        return new InputStreamReader(start, StandardCharsets.UTF_8.newDecoder());
    }

    /** Reads the names of the columns; a bad row says that they are others. */
    private Optional<Row> header(List<String> columns) {
        if (records.hasNext()) {
            CsvRecord names = records.next();
            line = names.getStartingLineNumber();
            names.getFields().forEach(name -> columns.add(name.strip()));
        }
        if (columns.size() == UserMembers.NAMES.size() && columns.containsAll(UserMembers.NAMES)) {
            return Optional.empty();
        }
        isBroken = true;
        return Optional.of(UserRow.bad(line, "", String.join(",", columns), HEADER));
    }

    private Optional<Row> row() {
        if (!records.hasNext()) {
            return Optional.empty();
        }
        CsvRecord fields = records.next();
        line = fields.getStartingLineNumber();
        if (fields.getFieldCount() != header.size()) {
            String reason = "a row must have %s values, not %s".formatted(header.size(), fields.getFieldCount());
            return Optional.of(UserRow.bad(line, "", String.join(",", fields.getFields()), reason));
        }
        return Optional.of(UserRow.of(line, column -> fields.getField(header.indexOf(column))));
    }

    /** Returns what the reading returns; or if the file can't be read any further as CSV, a bad row. */
    private Optional<Row> unlessBroken(Supplier<Optional<Row>> reading) {
        try {
            return reading.get();
        } catch (CsvParseException e) {
            isBroken = true;
            return Optional.of(UserRow.bad(brokenLine(e), "", "", broken(e)));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                isBroken = true;
                return Optional.of(UserRow.bad(line, "", "", "in or behind this line the file is not UTF-8"));
            }
            throw e;
        }
    }

    /** Returns the line that the library's message names. */
    private long brokenLine(CsvParseException e) {
        Matcher number = LINE.matcher(String.valueOf(e.getMessage()));
        return number.find() ? Long.parseLong(number.group(1)) : line;
    }

    private static String broken(CsvParseException e) {
        String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        boolean isTooLong = reason != null && reason.contains("buffer");
        return isTooLong
                ? "a value is longer than %s characters, perhaps since a quote is not closed; what follows was not read"
                        .formatted(MAX_FIELD)
                : "not CSV: %s; what follows was not read".formatted(reason);
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Row next() {
        Row row = next.orElseThrow(NoSuchElementException::new);
        next = isBroken ? Optional.empty() : unlessBroken(this::row);
        return row;
    }
}
