package dev.rollcall.app.settings;

import dev.rollcall.db.DatabaseAddress;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.client.api.UriTemplate;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a setting must look like, and what it means.
 *
 * @param <T> the type of the value
 * @param description what the text must be, as it continues the words "must be"
 * @param reader turns text into the value; throws {@link IllegalArgumentException} if the text is not of this form
 */
public record Form<T>(String description, Function<String, T> reader) {
    private static final Pattern POINTER = Pattern.compile("(/([^/~]|~[01])*)+");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,8000}=*");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern PLAIN_DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_%-]{1,253}");

    /** Returns the form of a name or an IP address of this machine. */
    static Form<String> host() {
        return matching("a host name or an IP address", HOST);
    }

    /** Returns the form of text without control characters; empty text means that there is none. */
    static Form<Optional<String>> optionalText() {
        return optional(
                checked("text without control characters", text -> text.chars().noneMatch(Character::isISOControl)));
    }

    /** Returns the form of the name of a header (RFC 9110, section 5.1); empty text means that there is none. */
    static Form<Optional<String>> headerName() {
        return optional(matching("the name of a header, such as X-Forwarded-User", HEADER));
    }

    /** Returns the form of a bearer token (RFC 6750, section 2.1); empty text means that there is none. */
    static Form<Optional<String>> token() {
        return optional(matching("a bearer token: letters, digits and -._~+/ with = at the end", TOKEN));
    }

    /** Returns the form of a name and a password (RFC 7617, section 2); empty text means that there are none. */
    static Form<Optional<String>> credentials() {
        return optional(checked(
                "a name and a password with a colon between them, without control characters",
                text -> text.indexOf(':') > 0
                        && text.length() <= 4000
                        && text.chars().noneMatch(Character::isISOControl)));
    }

    /** Returns the form of the id of a user; empty text means that there is none. */
    static Form<Optional<UserId>> userId() {
        return optional(new Form<>(
                "an id of 1 to %s characters, none of them a control character".formatted(UserId.MAX_LENGTH),
                UserId::new));
    }

    /** Returns the form of a yes or no. */
    static Form<Boolean> yesOrNo() {
        return oneOf("true", "false").map(Boolean::valueOf);
    }

    /** Returns the form of one of two words. */
    static Form<String> oneOf(String one, String other) {
        return checked(one + " or " + other, text -> text.equals(one) || text.equals(other));
    }

    /** Returns the form of a whole number in decimal digits, without leading zeros, from {@code min} to {@code max}. */
    static Form<Integer> number(int min, int max) {
        Form<Long> form = longNumber(min, max);
        return new Form<>(form.description, text -> Math.toIntExact(form.read(text)));
    }

    /** Returns the same form as {@link #number(int, int)} for numbers that may need 64 bits. */
    static Form<Long> longNumber(long min, long max) {
        var description = "a whole number from %s to %s".formatted(min, max);
        return new Form<>(description, text -> {
            require(NUMBER.matcher(text).matches());
            long number = Long.parseLong(text);
            require(number >= min && number <= max);
            return number;
        });
    }

    /**
     * Returns the form of a time from a millisecond to {@link CallPolicy#MAX_DEADLINE}: as in ISO 8601 ({@code PT1.5S}), or a
     * whole number with a unit ({@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h}).
     */
    public static Form<Duration> duration() {
        return new Form<>("a duration from 1ms to 24h, such as PT1.5S, 2s or 500ms", text -> {
            Duration duration = parseDuration(text);
            require(duration.compareTo(Duration.ofMillis(1)) >= 0);
            require(duration.compareTo(CallPolicy.MAX_DEADLINE) <= 0);
            return duration;
        });
    }

    /** Returns the form of a URL that one of our database drivers understands. */
    static Form<String> jdbcUrl() {
        return checked("a JDBC URL that begins with jdbc:h2: or jdbc:postgresql:, without user and password", text -> {
            new DatabaseAddress(text, "", "", 1);
            return true;
        });
    }

    /** Returns the form of the URI of a user on a remote, with {@code {id}} where the id goes; empty text means none. */
    static Form<Optional<UriTemplate>> uriTemplate() {
        return optional(new Form<>(
                "an absolute http or https URI with {id} once in its path or query, without user information and fragment",
                UriTemplate::new));
    }

    /** Returns the form of a JSON Pointer (RFC 6901) to a member; the empty pointer, to the whole document, is none. */
    static Form<String> jsonPointer() {
        return matching("a JSON Pointer to a member, such as /id", POINTER);
    }

    /** Returns the form that takes empty text, too, and then has no value. */
    static <T> Form<Optional<T>> optional(Form<T> form) {
        return new Form<>(
                form.description + ", or empty",
                text -> text.isEmpty() ? Optional.empty() : Optional.of(form.read(text)));
    }

    /** Returns the form of the same text with another meaning. */
    <U> Form<U> map(Function<T, U> meaning) {
        return new Form<>(description, reader.andThen(meaning));
    }

    /**
     * Returns the value that the text means.
     *
     * @throws IllegalArgumentException if the text is not of this form; the message says what would be right, and not what was
     *     given, which may be a secret
     */
    public T read(String text) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be " + description, e);
        }
    }

    private static Form<String> matching(String description, Pattern pattern) {
        return checked(description, text -> pattern.matcher(text).matches());
    }

    private static Form<String> checked(String description, Predicate<String> rule) {
        return new Form<>(description, text -> {
            require(rule.test(text));
            return text;
        });
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not of the form");
        }
    }

    private static Duration parseDuration(String text) {
        Matcher plain = PLAIN_DURATION.matcher(text);
        if (plain.matches()) {
            long number = Long.parseLong(plain.group(1));
            return switch (plain.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
