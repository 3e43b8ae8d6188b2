package dev.rollcall.http.server.web;

import dev.rollcall.domain.Quoted;
import io.helidon.webserver.http.ServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of a query, or the fields of a form. An empty value counts as none, since forms send one for a field left blank.
 */
public final class Parameters {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n]");
    private static final Pattern COMMA_OR_LINE_BREAK = Pattern.compile("[,\\r\\n]");
    private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,18}");

    private final Function<String, List<String>> values;
    /** The values of lists, apart. */
    private final Function<String, List<String>> lists;

    private Parameters(Function<String, List<String>> values, Function<String, List<String>> lists) {
        this.values = values;
        this.lists = lists;
    }

    /**
     * Returns the parameters of the request.
     *
     * @param known the names that the route accepts
     * @throws Problem.Refusal if there is an unknown name, or the query isn't percent-encoded UTF-8
     */
    public static Parameters of(ServerRequest request, Set<String> known) {
        Map<String, List<String>> raw = pairs(request.query().rawValue());
        raw.keySet().forEach(name -> check(name, known));
        return of(raw);
    }

    /**
     * Returns the parameters of a request that another system made up, by a standard that lets it add some (RFC 6749, section 4.1.2).
     *
     * @throws Problem.Refusal if the query isn't percent-encoded UTF-8
     */
    public static Parameters ofAnyNames(ServerRequest request) {
        return of(pairs(request.query().rawValue()));
    }

    private static Parameters of(Map<String, List<String>> raw) {
        return new Parameters(
                name -> decoded(name, raw.getOrDefault(name, List.of())),
                name -> split(raw.getOrDefault(name, List.of()), COMMA)
                        .flatMap(value -> split(decoded(name, List.of(value)), LINE_BREAK))
                        .toList());
    }

    private static Stream<String> split(List<String> values, Pattern separator) {
        return values.stream().flatMap(separator::splitAsStream);
    }

    private static Map<String, List<String>> pairs(String query) {
        try {
            return Percent.pairs(query);
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter("the name of a parameter " + e.getMessage());
        }
    }

    private static List<String> decoded(String name, List<String> values) {
        try {
            return values.stream().map(Percent::decodeQuery).toList();
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter("%s %s".formatted(name, e.getMessage()));
        }
    }

    /**
     * Returns the fields of a form.
     *
     * @param fields the values by name
     * @param known the names that the route accepts
     * @throws Problem.Refusal if there is an unknown name
     */
    public static Parameters ofForm(Map<String, List<String>> fields, Set<String> known) {
        fields.keySet().forEach(name -> check(name, known));
        return new Parameters(
                name -> fields.getOrDefault(name, List.of()),
                name -> split(fields.getOrDefault(name, List.of()), COMMA_OR_LINE_BREAK)
                        .toList());
    }

    private static void check(String name, Set<String> known) {
        if (!known.contains(name)) {
            throw Problem.badParameter("%s is not a parameter of this route; it accepts %s"
                    .formatted(
                            Quoted.of(name),
                            String.join(", ", known.stream().sorted().toList())));
        }
    }

    /**
     * Returns the values of a parameter that is a list: it may be repeated, and each value separated by commas or line breaks. In a query, a
     * percent-encoded comma belongs to a value; in a form all are encoded, and separate. Empty values don't count.
     */
    public List<String> list(String name) {
        return lists.apply(name).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Returns the values of a parameter that may be repeated, as they are given. */
    public List<String> all(String name) {
        return values.apply(name);
    }

    /** Returns a list as one text; empty if it isn't given. */
    public Optional<String> listText(String name) {
        return Optional.of(String.join(",", values.apply(name))).filter(text -> !text.isEmpty());
    }

    /**
     * Refuses parameters that have no meaning in this request.
     *
     * @param why the reason, for the message
     * @throws Problem.Refusal if one of the names is given
     */
    public void refuse(List<String> names, String why) {
        names.stream().filter(name -> !values.apply(name).isEmpty()).findFirst().ifPresent(name -> {
            throw Problem.badParameter("%s can't be given here: %s".formatted(name, why));
        });
    }

    /**
     * Returns the value of a parameter; empty if there is none.
     *
     * @throws Problem.Refusal if it is given more than once
     */
    public Optional<String> text(String name) {
        List<String> all = values.apply(name);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        if (all.size() > 1) {
            throw Problem.badParameter("%s is given %s times, but may occur only once".formatted(name, all.size()));
        }
        String value = all.getFirst();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /**
     * Returns a parameter as parsed by the reader; empty if there is none.
     *
     * @param expected what would be valid, for the message
     * @param reader throws IllegalArgumentException if the value is invalid
     * @throws Problem.Refusal if the value is invalid; it names the parameter, the value and what would be valid
     */
    public <T> Optional<T> read(String name, String expected, Function<String, T> reader) {
        return read(name, () -> expected, reader);
    }

    private <T> Optional<T> read(String name, Supplier<String> expected, Function<String, T> reader) {
        return text(name).map(value -> {
            try {
                return reader.apply(value);
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                throw Problem.badParameter("%s must be %s: %s".formatted(name, expected.get(), Quoted.of(value)));
            }
        });
    }

    /**
     * Returns a parameter as a whole number; empty if there is none.
     *
     * @throws Problem.Refusal if it isn't one, or out of range
     */
    public Optional<Integer> number(String name, int min, int max) {
        return read(name, () -> "a whole number from %s to %s".formatted(min, max), value -> {
            int number = wholeNumber(value);
            if (number < min || number > max) {
                throw new IllegalArgumentException("out of range");
            }
            return number;
        });
    }

    /**
     * Returns a parameter as a boolean; false if there is none.
     *
     * @throws Problem.Refusal if it is neither true nor false
     */
    public boolean flag(String name) {
        return oneOf(name, new Boolean[] {true, false}, Object::toString).orElse(false);
    }

    /**
     * Returns a parameter as one of some values; empty if there is none.
     *
     * @param word how a value is written
     * @throws Problem.Refusal if it is none of them
     */
    public <T> Optional<T> oneOf(String name, T[] values, Function<T, String> word) {
        return read(
                name,
                () -> "one of " + Arrays.stream(values).map(word).collect(Collectors.joining(", ")),
                text -> Arrays.stream(values)
                        .filter(value -> word.apply(value).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    /**
     * Returns a parameter as a version of a user; empty if there is none.
     *
     * @throws Problem.Refusal if it isn't one
     */
    public OptionalLong version(String name) {
        return positive(name, "a version");
    }

    /**
     * Returns a parameter as a positive whole number; empty if there is none.
     *
     * @param what what it stands for, for the message
     * @throws Problem.Refusal if it isn't one
     */
    public OptionalLong positive(String name, String what) {
        Optional<Long> number = read(name, what + ", a positive whole number", Parameters::positiveNumber);
        return number.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** Reads a positive whole number without leading zeros. */
    public static long positiveNumber(String text) {
        if (!POSITIVE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a positive whole number");
        }
        return Long.parseLong(text);
    }

    /**
     * Returns a parameter as what the text of a cursor stands for; empty if there is none.
     *
     * @param expected what would be valid, for the message
     * @param reader throws IllegalArgumentException if the text is invalid
     * @throws Problem.Refusal if it isn't a cursor, or not of such a text
     */
    public <T> Optional<T> cursor(String name, String expected, Function<String, T> reader) {
        return read(name, expected, value -> {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(value));
                return reader.apply(
                        StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException(e);
            }
        });
    }

    /** Returns the cursor with this text; opaque to the client. */
    public static String cursor(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads 1 to 9 decimal digits, without a sign. */
    public static int wholeNumber(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("not a whole number");
        }
        return Integer.parseInt(text);
    }
}
