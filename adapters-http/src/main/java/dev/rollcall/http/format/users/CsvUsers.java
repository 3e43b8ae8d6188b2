package dev.rollcall.http.format.users;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.http.format.CsvSeparator;
import dev.rollcall.http.format.MarkedEnd;
import dev.rollcall.http.format.TextReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads users from CSV (RFC 4180), row by row. The first line names the columns, in any order, between commas, semicolons or tabs, or what
 * a line {@code sep=;} before it says. A line {@code #TYPE} before these, and blank rows, are skipped. Where the file stops being valid
 * CSV, a bad row says so and is the last.
 */
final class CsvUsers extends UserRows {
    /** The maximum length of a value, in characters: more than any valid one. Without it, an unclosed quote would span the whole file. */
    private static final int MAX_VALUE = 64 * 1024;

    /** Begins the line that Windows PowerShell writes before the names of the columns. */
    private static final String TYPE = "#TYPE ";
    /** Marks a name that several columns have. */
    private static final Integer TWICE = -1;

    private static final Pattern LINE = Pattern.compile("\\bline ([0-9]+)");

    private final MappedUsers users;
    /** The lines before those that the library counts. */
    private final long before;

    private final Iterator<CsvRecord> records;
    /** The indexes of the columns by their keys. */
    private final Map<String, Integer> indexes = new HashMap<>();

    private Optional<Row> header;
    private int width;
    private long line = 1;
    private boolean isEnded;

    CsvUsers(TextReader text, UserFields fields, ColumnMapping mapping) throws IOException {
        this(new MappedUsers(mapping, fields, text), text);
    }

    private CsvUsers(MappedUsers users, TextReader text) throws IOException {
        super(users);
        this.users = users;
        var lines = new BufferedReader(new MarkedEnd(text));
        String first = firstLine(lines);
        long skipped = 0;
        if (first.startsWith(TYPE)) {
            skipped = skip(lines, first);
            first = firstLine(lines);
        }
        Optional<Character> told = CsvSeparator.told(first);
        before = skipped + (told.isPresent() ? skip(lines, first) : 0);
        char separator = told.isPresent() ? told.get() : CsvSeparator.of(first, users::hasId);
        records = CsvSeparator.reader(separator, MAX_VALUE).ofCsvRecord(lines).iterator();
        header = unlessInvalid(this::header);
    }

    /** Returns the first line that isn't blank, or its beginning, and leaves the text where it is. */
    private static String firstLine(BufferedReader text) throws IOException {
        text.mark(MAX_VALUE);
        var line = new StringBuilder();
        int next = text.read();
        for (int read = 1; next >= 0 && read < MAX_VALUE; read++) {
            boolean isEnd = next == '\n' || next == '\r';
            if (isEnd && !Text.trimmed(line.toString()).isEmpty()) {
                break;
            }
            if (isEnd) {
                line.setLength(0);
            } else {
                line.append((char) next);
            }
            next = text.read();
        }
        text.reset();
        return line.toString();
    }

    /** Reads up to the end of the line that begins like this, and returns how many lines that are. */
    private static long skip(BufferedReader text, String last) throws IOException {
        long lines = 1;
        for (String line = text.readLine(); line != null && !line.startsWith(last); line = text.readLine()) {
            lines++;
        }
        return lines;
    }

    @Override
    Optional<Row> read() {
        if (header.isPresent()) {
            Optional<Row> bad = header;
            header = Optional.empty();
            return bad;
        }
        Optional<Row> row = Optional.empty();
        while (row.isEmpty() && !isEnded) {
            row = unlessInvalid(this::row);
        }
        return row;
    }

    /** Reads the header row; returns a bad row if it is invalid. */
    private Optional<Row> header() {
        List<String> names = nextRecord().orElse(List.of());
        width = width(names);
        for (int i = 0; i < width; i++) {
            users.see(names.get(i));
            Integer column = i;
            indexes.merge(ColumnValues.key(names.get(i)), column, (one, other) -> TWICE);
        }
        Optional<String> wrong = wrong(names);
        isEnded |= wrong.isPresent();
        return wrong.map(reason -> {
            users.useNone();
            return MappedUsers.bad(line, names, reason);
        });
    }

    /** Returns the number of values without blank ones at the end, which spreadsheets add. */
    private static int width(List<String> values) {
        int width = values.size();
        while (width > 0 && Text.trimmed(values.get(width - 1)).isEmpty()) {
            width--;
        }
        return width;
    }

    private Optional<String> wrong(List<String> names) {
        String all = names.stream().map(Text::trimmed).map(Quoted::of).limit(50).collect(Collectors.joining(", "));
        try {
            boolean hasId = users.bind(key -> value(key, names).map(name -> ""));
            if (!users.missing().isEmpty()) {
                return Optional.of("the file has no column %s; its first line names %s"
                        .formatted(Quoted.of(users.missing().getFirst()), all));
            }
            return hasId
                    ? Optional.empty()
                    : users.badByte(line)
                            .or(() -> Optional.of(
                                    ("the first line must name the columns, such as id,name,email, and none of"
                                                    + " them is id; put such a line before the others, or say which column is the id, by map.id=COLUMN,"
                                                    + " or --map id=COLUMN for a command; the line is %s")
                                            .formatted(all)));
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> value(String key, List<String> values) {
        Integer index = indexes.get(key);
        if (index == null) {
            return Optional.empty();
        }
        if (index.equals(TWICE)) {
            throw new IllegalArgumentException("two columns are named " + Quoted.of(key));
        }
        return Optional.of(values.get(index));
    }

    private Optional<Row> row() {
        Optional<List<String>> record = nextRecord();
        if (record.isEmpty()) {
            return Optional.empty();
        }
        List<String> values = record.get();
        if (values.size() < width || width(values) > width) {
            return Optional.of(
                    MappedUsers.bad(line, values, "a row must have %s values, not %s".formatted(width, values.size())));
        }
        return Optional.of(users.row(line, key -> value(key, values), String.join(",", values)));
    }

    /** Returns the next row that isn't blank; empty at the end. */
    private Optional<List<String>> nextRecord() {
        while (records.hasNext()) {
            CsvRecord next = records.next();
            List<String> values = next.getFields();
            if (MarkedEnd.is(values.getFirst())) {
                break;
            }
            line = before + next.getStartingLineNumber();
            if (MarkedEnd.isIn(values.getLast())) {
                throw new CsvParseException("the quote of a value is never closed, as if the file was cut off");
            }
            if (!values.stream().allMatch(value -> Text.trimmed(value).isEmpty())) {
                return Optional.of(values);
            }
        }
        isEnded = true;
        return Optional.empty();
    }

    /** Returns the result of the reading, or a bad row if the file is invalid from here on. */
    private Optional<Row> unlessInvalid(Supplier<Optional<Row>> reading) {
        try {
            return reading.get();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof RuntimeException broken && !(broken instanceof CsvParseException)) {
                throw broken; // the stream's, not the library's: the file isn't invalid, it can't be read
            }
            isEnded = true;
            return Optional.of(MappedUsers.bad(invalidLine(e), List.of(), reason(e)));
        }
    }

    /** Returns the line that the library's message names; without one, the current line. */
    private long invalidLine(CsvParseException e) {
        Matcher number = LINE.matcher(String.valueOf(e.getMessage()));
        return number.find() ? before + Long.parseLong(number.group(1)) : line;
    }

    private static String reason(CsvParseException e) {
        String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        boolean isTooLong = reason != null && reason.contains("buffer");
        return isTooLong
                ? "a value is longer than %s characters, perhaps because of an unclosed quote; the rest was not read"
                        .formatted(MAX_VALUE)
                : "invalid CSV: %s; the rest was not read".formatted(reason);
    }
}
