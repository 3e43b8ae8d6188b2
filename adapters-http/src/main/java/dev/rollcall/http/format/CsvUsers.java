package dev.rollcall.http.format;

import static java.util.stream.Collectors.joining;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads users from CSV (RFC 4180), row by row. The header row names the columns, in any order; blank lines are skipped. Where the file
 * stops being valid CSV, a bad row says so and is the last.
 */
final class CsvUsers implements Iterator<Row> {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    /** The maximum length of a field, in characters: more than any valid one. Without it, an unclosed quote would span the whole file. */
    private static final int MAX_FIELD = 64 * 1024;

    private static final Pattern LINE = Pattern.compile("\\bline ([0-9]+)");
    /** The columns that a file must have; it may have those of the other fields. */
    private static final List<String> REQUIRED = List.of("id", "name", "email");

    private final UserFields fields;
    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private Optional<Row> next;
    private long line = 1;
    private boolean isInvalid;

    CsvUsers(InputStream in, UserFields fields) throws IOException {
        this.fields = fields;
        records = CsvReader.builder()
                .maxBufferSize(MAX_FIELD)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader(in))
                .iterator();
        var columns = new ArrayList<String>();
        next = unlessInvalid(() -> header(columns));
        header = List.copyOf(columns);
        if (next.isEmpty()) {
            next = unlessInvalid(this::row);
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

    /** Reads the header row; returns a bad row if it is invalid. */
    private Optional<Row> header(List<String> columns) {
        if (records.hasNext()) {
            CsvRecord names = records.next();
            line = names.getStartingLineNumber();
            names.getFields().forEach(name -> columns.add(name.strip()));
        }
        if (columns.containsAll(REQUIRED)
                && fields.names().containsAll(columns)
                && Set.copyOf(columns).size() == columns.size()) {
            return Optional.empty();
        }
        isInvalid = true;
        String others =
                fields.names().stream().filter(name -> !REQUIRED.contains(name)).collect(joining(", "));
        String reason = "the first line must name the columns %s; it may name %s, and no others"
                .formatted(String.join(", ", REQUIRED), others);
        return Optional.of(UserRow.bad(line, "", String.join(",", columns), reason));
    }

    private Optional<Row> row() {
        if (!records.hasNext()) {
            return Optional.empty();
        }
        CsvRecord values = records.next();
        line = values.getStartingLineNumber();
        if (values.getFieldCount() != header.size()) {
            String reason = "a row must have %s values, not %s".formatted(header.size(), values.getFieldCount());
            return Optional.of(UserRow.bad(line, "", String.join(",", values.getFields()), reason));
        }
        Map<UserField, String> texts = new HashMap<>();
        for (UserField field : fields.all()) {
            int column = header.indexOf(field.name());
            if (column >= 0) {
                texts.put(field, values.getField(column));
            }
        }
        return Optional.of(UserRow.of(line, values.getField(header.indexOf("id")), texts));
    }

    /** Returns the result of the reading, or a bad row if the file is invalid from here on. */
    private Optional<Row> unlessInvalid(Supplier<Optional<Row>> reading) {
        try {
            return reading.get();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof RuntimeException broken && !(broken instanceof CsvParseException)) {
                throw broken; // the stream's, not the library's: the file isn't invalid, it can't be read
            }
            isInvalid = true;
            return Optional.of(UserRow.bad(invalidLine(e), "", "", reason(e)));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                isInvalid = true;
                return Optional.of(UserRow.bad(line, "", "", "the file is not UTF-8 in or after this line"));
            }
            throw e;
        }
    }

    /** Returns the line that the library's message names; without one, the current line. */
    private long invalidLine(CsvParseException e) {
        Matcher number = LINE.matcher(String.valueOf(e.getMessage()));
        return number.find() ? Long.parseLong(number.group(1)) : line;
    }

    private static String reason(CsvParseException e) {
        String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        boolean isTooLong = reason != null && reason.contains("buffer");
        return isTooLong
                ? "a value is longer than %s characters, perhaps because of an unclosed quote; the rest was not read"
                        .formatted(MAX_FIELD)
                : "invalid CSV: %s; the rest was not read".formatted(reason);
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Row next() {
        Row row = next.orElseThrow(NoSuchElementException::new);
        next = isInvalid ? Optional.empty() : unlessInvalid(this::row);
        return row;
    }
}
