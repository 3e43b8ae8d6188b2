package dev.rollcall.http.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ids in the text of a roster: an id per line, or a CSV (RFC 4180) with a column {@code id}, of any case, between commas, semicolons or
 * tabs, or what a first line {@code sep=;} says. White space and zero-width characters at the ends of ids are dropped, blank lines
 * skipped. A line that is quoted or has a separator is an id in neither, and is refused.
 */
public final class RosterText {
    /** How many bad lines are told one by one. */
    public static final int MAX_BAD_LINES = 10;

    /** The longest value of a CSV in characters. Without it, an unclosed quote would span the whole file. */
    private static final int MAX_VALUE = 64 * 1024;

    private static final String ID = "id";

    private final BufferedReader text;
    private final LongFunction<String> badByte;
    private final List<UserId> ids = new ArrayList<>();
    private final List<BadLine> badLines = new ArrayList<>();
    private long line;
    private int bad;

    /**
     * A line that is refused.
     *
     * @param line its number, from 1
     * @param reason why, in a sentence without a full stop
     */
    public record BadLine(long line, String reason) {}

    /**
     * What a text has.
     *
     * @param ids the ids in their order, repetitions included
     * @param badLines the first {@value #MAX_BAD_LINES} bad lines
     * @param bad the number of all bad lines
     */
    public record Read(List<UserId> ids, List<BadLine> badLines, int bad) {}

    /** The header row of a CSV. */
    private record Header(char separator, int columns, int id) {}

    private RosterText(Reader text, LongFunction<String> badByte) {
        this.text = new BufferedReader(text);
        this.badByte = badByte;
    }

    /**
     * Reads the text of a file to its end.
     *
     * @throws IOException if it can't be read
     */
    public static Read of(TextReader text) throws IOException {
        return new RosterText(text, line -> text.badByteFrom(line).orElseThrow().described()).read();
    }

    /** Reads a text, in which {@link TextReader#BAD} stands for bytes that aren't text. */
    public static Read of(String text) {
        try {
            return new RosterText(new StringReader(text), line -> "bytes that are not UTF-8 text").read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of these ids, whatever characters they have. */
    public static String of(Collection<UserId> ids) {
        return Stream.concat(Stream.of(ID), ids.stream().map(UserId::value).map(RosterText::written))
                .collect(Collectors.joining("\n"));
    }

    private static String written(String id) {
        return isLikeCsv(id) ? '"' + id.replace("\"", "\"\"") + '"' : id;
    }

    private Read read() throws IOException {
        Optional<String> first = nextLine();
        Optional<Character> told = first.flatMap(CsvSeparator::told);
        if (told.isPresent()) {
            first = nextLine();
        }
        Optional<Header> header = first.flatMap(line -> header(line, told));
        if (header.isPresent()) {
            readRows(header.get());
        } else if (told.isPresent()) {
            bad(line, "the line after sep= must name the columns, and one of them must be id");
        } else {
            readLines(first);
        }
        return new Read(List.copyOf(ids), List.copyOf(badLines), bad);
    }

    /** Returns the next line that isn't blank, trimmed; empty at the end. */
    private Optional<String> nextLine() throws IOException {
        for (String next = text.readLine(); next != null; next = text.readLine()) {
            line++;
            String trimmed = Text.trimmed(next);
            if (!trimmed.isEmpty()) {
                return Optional.of(trimmed);
            }
        }
        return Optional.empty();
    }

    /** Returns the header row that the line is; empty if it doesn't name an id. */
    private static Optional<Header> header(String line, Optional<Character> told) {
        char separator = told.orElseGet(() -> CsvSeparator.of(line, names -> idIn(names) >= 0));
        List<String> names = CsvSeparator.values(line, separator);
        int id = idIn(names);
        return id < 0 ? Optional.empty() : Optional.of(new Header(separator, names.size(), id));
    }

    private static int idIn(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList()
                .indexOf(ID);
    }

    private void readLines(Optional<String> first) throws IOException {
        for (Optional<String> next = first; next.isPresent(); next = nextLine()) {
            if (isLikeCsv(next.get())) {
                bad(
                        line,
                        "looks like CSV, or is quoted: a CSV must name its columns in the first line, one of them id: "
                                + shown(next.get()));
            } else {
                add(line, next.get());
            }
        }
    }

    private static boolean isLikeCsv(String text) {
        char first = text.charAt(0);
        boolean isQuoted = first == '"' || (first == '\'' && text.length() > 1 && text.endsWith("'"));
        return isQuoted || CsvSeparator.FOUND.stream().anyMatch(separator -> text.indexOf(separator) >= 0);
    }

    private void readRows(Header header) {
        long before = line;
        try (CsvReader<CsvRecord> rows =
                CsvSeparator.reader(header.separator, MAX_VALUE).ofCsvRecord(new MarkedEnd(text))) {
            Iterator<CsvRecord> all = rows.iterator();
            while (all.hasNext()) {
                CsvRecord row = all.next();
                line = before + row.getStartingLineNumber();
                readRow(header, row.getFields());
            }
        } catch (CsvParseException e) {
            bad(line + 1, "the CSV is invalid in or after this line: " + reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reason(CsvParseException e) {
        if (e.getCause() instanceof RuntimeException broken && !(broken instanceof CsvParseException)) {
            throw broken; // the stream's, not the library's
        }
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    private void readRow(Header header, List<String> values) {
        if (MarkedEnd.is(values.getFirst())
                || values.stream().allMatch(value -> Text.trimmed(value).isEmpty())) {
            return;
        }
        if (MarkedEnd.isIn(values.getLast())) {
            bad(line, "the quote of a value is never closed; is the file cut off?");
        } else if (values.size() != header.columns) {
            bad(
                    line,
                    "the row must have %s values, as the first line has, not %s"
                            .formatted(header.columns, values.size()));
        } else {
            add(line, Text.trimmed(values.get(header.id)));
        }
    }

    private void add(long line, String id) {
        if (TextReader.isBad(id)) {
            bad(line, badByte.apply(line) + ": " + shown(id));
            return;
        }
        try {
            ids.add(new UserId(id));
        } catch (IllegalArgumentException e) {
            bad(line, String.valueOf(e.getMessage()));
        }
    }

    private static String shown(String text) {
        return Quoted.of(TextReader.readable(text));
    }

    private void bad(long line, String reason) {
        if (bad++ < MAX_BAD_LINES) {
            badLines.add(new BadLine(line, reason));
        }
    }
}
