package dev.rollcall.http.server.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The media ranges of a client with their weights: the request header {@code Accept} (RFC 9110, section 12.5.1).
 *
 * <p>The most specific range decides on a type: {@code text/html} before {@code text/*} before <code>*&#47;*</code>. Parameters other than
 * the weight {@code q} are ignored, since each type has one variant here, in UTF-8; but a range without parameters is more specific than
 * one with. A header that is missing or malformed accepts every type equally.
 */
public final class Accept {
    /** Tells caches that the response depends on {@code Accept} (RFC 9110, section 12.5.5). */
    public static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept");

    private static final String ANY = "*/*";
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*+;\\s*+(" + TOKEN + ")=(" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")");
    private static final Pattern RANGE = Pattern.compile(
            "[\\s,]*+(" + TOKEN + "/" + TOKEN + ")((?:" + PARAMETER.pattern() + ")*+)\\s*+(?:,[\\s,]*+|$)");
    private static final Pattern WEIGHT = Pattern.compile("0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?");

    private static final Range NONE = new Range(0, "", false, 0);
    private static final Accept ALL = new Accept(List.of(new Range(0, ANY, false, 1)));

    private final List<Range> ranges;

    private Accept(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** An element of the list; {@code types} is in lower case. */
    private record Range(int index, String types, boolean hasParameters, double weight) {
        /** Returns how specific the range is; 0 if it doesn't include the type. */
        int specificity(String type) {
            if (types.equals(type)) {
                return hasParameters ? 3 : 4;
            }
            if (types.equals(ANY)) {
                return 1;
            }
            boolean isSameKind = types.endsWith("/*") && type.startsWith(types.substring(0, types.length() - 1));
            return isSameKind ? 2 : 0;
        }
    }

    /** Returns what the client of a request accepts. */
    public static Accept of(ServerRequestHeaders headers) {
        if (!headers.contains(HeaderNames.ACCEPT)) {
            return ALL;
        }
        String value = String.join(",", headers.get(HeaderNames.ACCEPT).allValues());
        return value.equals(ANY) ? ALL : of(value);
    }

    /** Returns what this value of the header accepts. */
    public static Accept of(String value) {
        List<Range> ranges = new ArrayList<>();
        Matcher range = RANGE.matcher(value);
        while (range.lookingAt()) {
            Optional<Range> read = range(ranges.size(), range.group(1), range.group(2));
            if (read.isEmpty()) {
                return ALL;
            }
            ranges.add(read.get());
            range.region(range.end(), value.length());
        }
        return range.regionStart() < value.length() || ranges.isEmpty() ? ALL : new Accept(ranges);
    }

    private static Optional<Range> range(int index, String types, String parameters) {
        boolean hasParameters = false;
        double weight = 1;
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            boolean isWeight = parameter.group(1).equalsIgnoreCase("q");
            if (isWeight && !WEIGHT.matcher(parameter.group(2)).matches()) {
                return Optional.empty();
            }
            weight = isWeight ? Double.parseDouble(parameter.group(2)) : weight;
            hasParameters |= !isWeight;
        }
        return Optional.of(new Range(index, types.toLowerCase(Locale.ROOT), hasParameters, weight));
    }

    /**
     * Returns the media type that the client prefers; ties go to the most specific range, then to the first range, then to the first type.
     * Empty if the client accepts none.
     *
     * @param types the media types, in lower case and without parameters
     */
    Optional<String> best(List<String> types) {
        return types.stream()
                .filter(type -> range(type).weight() > 0)
                .max(Comparator.<String>comparingDouble(type -> range(type).weight())
                        .thenComparingInt(type -> range(type).specificity(type))
                        .thenComparingInt(type -> -range(type).index()));
    }

    private Range range(String type) {
        return ranges.stream()
                .filter(range -> range.specificity(type) > 0)
                .max(Comparator.<Range>comparingInt(range -> range.specificity(type))
                        .thenComparingDouble(Range::weight))
                .orElse(NONE);
    }

    /**
     * Returns the media type to send, as {@link #best} does.
     *
     * @throws Problem.Refusal if the client accepts none; it lists them (RFC 9110, section 15.5.7)
     */
    public String choose(List<String> types) {
        return this == ALL ? types.getFirst() : best(types).orElseThrow(() -> notAcceptable(types));
    }

    private static Problem.Refusal notAcceptable(List<String> types) {
        String detail = "none of the available media types is accepted: " + String.join(", ", types);
        return new Problem(ProblemType.NOT_ACCEPTABLE, detail, json -> {
                    json.writeArrayFieldStart("available");
                    for (String type : types) {
                        json.writeString(type);
                    }
                    json.writeEndArray();
                })
                .refusal();
    }
}
