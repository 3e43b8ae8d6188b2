package dev.rollcall.app.settings;

import dev.rollcall.db.DatabaseAddress;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.listing.ListUri;
import dev.rollcall.http.client.mapping.Expression;
import dev.rollcall.http.client.network.HttpProxy;
import dev.rollcall.http.server.SiteSettings;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format of a setting's text, and how it is parsed.
 *
 * @param <T> the type of the value
 * @param description the format in words that complete "must be"
 * @param reader parses the text; throws {@link IllegalArgumentException} if it is invalid
 * @param explains whether the reader's message says what is wrong, and may be shown
 */
public record Form<T>(String description, Function<String, T> reader, boolean explains) {
    /** The word for the proxies that the environment names. */
    static final String ENVIRONMENT = "environment";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,8000}=*");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[!-~]([ -~]{0,7998}[!-~])?");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern RATE = Pattern.compile("[0-9]{1,7}(\\.[0-9]{1,3})?");
    private static final Pattern PLAIN_DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern KNOWN_HOST =
            Pattern.compile("(\\*\\.)?[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63}){0,50}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_%-]{1,253}");

    /** Creates a form whose description says all. */
    Form(String description, Function<String, T> reader) {
        this(description, reader, false);
    }

    static Form<String> host() {
        return matching("a host name or an IP address", HOST);
    }

    /** Host names, with or without a wildcard, and IP addresses, with commas between them; empty for none. */
    static Form<List<String>> hosts() {
        return new Form<>(
                "host names such as rollcall.example.org or *.example.org, or IP addresses such as [::1], without ports and with commas"
                        + " between them, or empty",
                text -> {
                    List<String> hosts =
                            text.isBlank() ? List.of() : List.of(text.strip().split(" *, *", -1));
                    hosts.forEach(Form::requireHost);
                    return hosts;
                });
    }

    /** The path below which a proxy has the site; empty for none. */
    static Form<String> basePath() {
        return new Form<>(
                "a path such as /rollcall, of letters, digits and . _ ~ - without a slash at its end, or empty",
                SiteSettings::requireBasePath);
    }

    /** The fields of a user with the attributes that are named; empty for none. */
    static Form<UserFields> attributes() {
        return new Form<>(
                "at most 32 names of a lower-case letter and then lower-case letters, digits and hyphens, with commas between them, or"
                        + " empty",
                text -> UserFields.with(
                        text.isBlank() ? List.of() : List.of(text.strip().split(" *, *", -1))));
    }

    /** Text without control characters; empty for none. */
    static Form<Optional<String>> optionalText() {
        return optional(
                checked("text without control characters", text -> text.chars().noneMatch(Character::isISOControl)));
    }

    /** A header name (RFC 9110, section 5.1); empty for none. */
    static Form<Optional<String>> headerName() {
        return optional(matching("a header name, such as X-Forwarded-User", HEADER));
    }

    /** A number of requests a second; empty for any. */
    static Form<OptionalDouble> rate() {
        return new Form<>("a number from 0.01 to 1000000, such as 20 or 0.5, or empty", text -> {
            if (text.isEmpty()) {
                return OptionalDouble.empty();
            }
            require(RATE.matcher(text).matches());
            double rate = Double.parseDouble(text);
            require(rate >= 0.01 && rate <= 1_000_000);
            return OptionalDouble.of(rate);
        });
    }

    /** HTTP statuses with commas between them; empty for none. */
    static Form<Set<Integer>> statuses() {
        return new Form<>("statuses from 300 to 599 with commas between them, such as 403, 420, or empty", text -> {
            Set<Integer> statuses = new TreeSet<>();
            for (String status :
                    text.isBlank() ? List.<String>of() : List.of(text.strip().split(" *, *", -1))) {
                require(status.matches("[345][0-9]{2}"));
                statuses.add(Integer.valueOf(status));
            }
            return statuses;
        });
    }

    /** The value of a header, in visible ASCII characters and spaces (RFC 9110, section 5.5); empty for none. */
    static Form<Optional<String>> headerValue() {
        return optional(matching("visible ASCII characters, with spaces only between them", HEADER_VALUE));
    }

    /** An absolute URI of the web, without user info; empty for none. */
    static Form<Optional<URI>> webUri() {
        return optional(new Form<>("an absolute http or https URI without user info", text -> {
            URI uri = URI.create(text);
            require(String.valueOf(uri.getScheme()).matches("(?i)https?"));
            require(uri.getHost() != null && uri.getUserInfo() == null && uri.getRawFragment() == null);
            return uri;
        }));
    }

    /** A bearer token (RFC 6750, section 2.1); empty for none. */
    static Form<Optional<String>> token() {
        return optional(matching("a bearer token: letters, digits and -._~+/, with = only at the end", TOKEN));
    }

    /** A user name and a password with a colon between them (RFC 7617, section 2); empty for none. */
    static Form<Optional<String>> credentials() {
        return optional(checked(
                "name:password, without control characters",
                text -> text.indexOf(':') > 0
                        && text.length() <= 4000
                        && text.chars().noneMatch(Character::isISOControl)));
    }

    /** The name of a file; empty for none. */
    static Form<Optional<Path>> file() {
        return optional(new Form<>("the name of a file", Path::of));
    }

    /** A proxy, or the word for those of the environment; empty for none. */
    static Form<Optional<String>> proxy() {
        return optional(new Form<>(
                "http://host:port, http://user:password@host:port with special characters percent-encoded, environment",
                text -> {
                    if (!text.equals(ENVIRONMENT)) {
                        HttpProxy.parse(text);
                    }
                    return text;
                }));
    }

    /** The id of a user; empty for none. */
    static Form<Optional<UserId>> userId() {
        return optional(new Form<>(
                "an id of 1 to %s characters, without control characters".formatted(UserId.MAX_LENGTH), UserId::new));
    }

    static Form<Boolean> yesOrNo() {
        return oneOf("true", "false").map(Boolean::valueOf);
    }

    static Form<String> oneOf(String one, String other) {
        return oneOf(List.of(one, other));
    }

    /** One of at least two words. */
    static Form<String> oneOf(List<String> words) {
        String others = String.join(", ", words.subList(0, words.size() - 1));
        return checked(others + " or " + words.getLast(), words::contains);
    }

    /** A whole number in decimal digits from {@code min} to {@code max}, without leading zeros. */
    static Form<Integer> number(int min, int max) {
        Form<Long> form = longNumber(min, max);
        return new Form<>(form.description, text -> Math.toIntExact(form.read(text)));
    }

    /** The same as {@link #number(int, int)} for 64-bit numbers of at most 18 digits. */
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
     * A duration from one millisecond to {@link CallPolicy#MAX_DEADLINE}: ISO 8601 ({@code PT1.5S}), or a whole number with a unit
     * ({@code 500ms}, {@code 2s}, {@code 1m}, {@code 1h}).
     */
    public static Form<Duration> duration() {
        return new Form<>("a duration from 1ms to 24h, such as PT1.5S, 2s or 500ms", text -> {
            Duration duration = parseDuration(text);
            require(duration.compareTo(Duration.ofMillis(1)) >= 0);
            require(duration.compareTo(CallPolicy.MAX_DEADLINE) <= 0);
            return duration;
        });
    }

    /** A URL for one of the supported databases. */
    static Form<String> jdbcUrl() {
        return checked("a JDBC URL that starts with jdbc:h2: or jdbc:postgresql:, without user and password", text -> {
            new DatabaseAddress(text, "", "", 1);
            return true;
        });
    }

    /** The URI of a user on the remote, with {@code {id}} in place of the id; empty for none. */
    static Form<Optional<UriTemplate>> uriTemplate() {
        return optional(new Form<>(
                "an absolute http or https URI with {id} once in its path or query, without user info and fragment",
                UriTemplate::new));
    }

    /** The URI of a list of users, with variables for the page; empty for none. */
    static Form<Optional<ListUri>> listUri() {
        return optional(new Form<>(
                "an absolute http or https URI, with {size}, {offset}, {page} or {cursor}, without user info and fragment",
                ListUri::new));
    }

    /** One of the words, or where the next page's URI or cursor is in JSON. */
    static Form<String> nextPage(String... words) {
        return new Form<>(
                "%s, a JSON Pointer such as /next, or a JMESPath expression such as paging.next.after"
                        .formatted(String.join(", ", words)),
                text -> {
                    if (!List.of(words).contains(text)) {
                        Expression.of(text);
                    }
                    return text;
                },
                true);
    }

    /** Where a value is in JSON: a JSON Pointer (RFC 6901) or a JMESPath expression; empty for none. */
    static Form<Optional<Expression>> expression() {
        return optional(new Form<>(
                "a JSON Pointer such as /id, or a JMESPath expression such as name || login", Expression::of, true));
    }

    /** The same format, or empty text for no value. */
    static <T> Form<Optional<T>> optional(Form<T> form) {
        return new Form<>(
                form.description + ", or empty",
                text -> text.isEmpty() ? Optional.empty() : Optional.of(form.reader.apply(text)),
                form.explains);
    }

    /** The same format with another type of value. */
    <U> Form<U> map(Function<T, U> meaning) {
        return new Form<>(description, reader.andThen(meaning), explains);
    }

    /**
     * Parses the text.
     *
     * @throws IllegalArgumentException if the text is invalid; the message describes the format and leaves out the text, which may
     *     be a secret
     */
    public T read(String text) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            String why = explains ? ": " + e.getMessage() : "";
            throw new IllegalArgumentException("must be " + description + why, e);
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
            throw new IllegalArgumentException("invalid");
        }
    }

    private static void requireHost(String host) {
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        require(isBracketed || KNOWN_HOST.matcher(host).matches());
        if (isBracketed) {
            InetAddress.ofLiteral(host.substring(1, host.length() - 1));
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
