package dev.rollcall.http.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.rollcall.domain.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What separates the values of a CSV: what a first line {@code sep=;} says, as Excel writes and reads it; otherwise a comma, a semicolon
 * or a tab, by the line that names the columns.
 */
public final class CsvSeparator {
    /** The separators that are found without being told. */
    static final List<Character> FOUND = List.of(',', ';', '\t');

    private static final Pattern TOLD = Pattern.compile("sep=(.?) *", Pattern.CASE_INSENSITIVE);

    private CsvSeparator() {}

    /** Returns the separator that the line tells, a tab also if it was trimmed; empty if it is another line. */
    public static Optional<Character> told(String line) {
        Matcher told = TOLD.matcher(line);
        return told.matches() ? Optional.of((told.group(1) + '\t').charAt(0)) : Optional.empty();
    }

    /**
     * Returns the separator by which the line has most values; if there are any, of those by which it names the columns.
     *
     * @param isHeader whether these values are names of columns, as far as that can be known
     */
    public static char of(String line, Predicate<List<String>> isHeader) {
        Comparator<List<String>> order =
                Comparator.<List<String>, Boolean>comparing(isHeader::test).thenComparingInt(List::size);
        char best = FOUND.getFirst();
        for (char separator : FOUND) {
            best = order.compare(values(line, separator), values(line, best)) > 0 ? separator : best;
        }
        return best;
    }

    /** Returns the values of a line, without white space at their ends; none if it isn't valid CSV. */
    public static List<String> values(String line, char separator) {
        try {
            return reader(separator, Math.max(16, line.length() + 1)).ofSingleCsvRecord(line).getFields().stream()
                    .map(Text::trimmed)
                    .toList();
        } catch (CsvParseException e) {
            return List.of();
        }
    }

    /** Returns what builds a reader of CSV with this separator, which leaves it to its user how many values a row may have. */
    public static CsvReader.CsvReaderBuilder reader(char separator, int maxValue) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .maxBufferSize(maxValue)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    }
}
