package dev.rollcall.app.settings;

import dev.rollcall.domain.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings as they were given, from one source over another, and all that was found to be wrong with them. */
public final class GivenSettings {
    /** What the launcher reads, and what Kubernetes sets where a service is named rollcall. */
    private static final Pattern NOT_OURS = Pattern.compile("ROLLCALL_(JAR|JAVA_OPTIONS|SERVICE_.*|PORT|PORT_.*)");

    private final List<Setting<?>> known;
    private final Map<String, Given> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A value as it was given.
     *
     * @param text the value
     * @param origin where it comes from, for a person
     */
    private record Given(String text, String origin) {}

    /** Nothing was given yet of the settings that there are. */
    GivenSettings(List<Setting<?>> known) {
        this.known = List.copyOf(known);
    }

    /** Puts a value over what was given for the key before. */
    GivenSettings put(String key, String text, String origin) {
        values.put(key, new Given(text, origin));
        return this;
    }

    /** Puts values by key over what was given before. */
    public GivenSettings putAll(Map<String, String> texts, String origin) {
        texts.forEach((key, text) -> put(key, text, origin));
        return this;
    }

    /** Puts the variables that begin with {@code ROLLCALL_} over what was given before. */
    public GivenSettings putEnvironment(Map<String, String> environment) {
        Map<String, Setting<?>> byName =
                known.stream().collect(Collectors.toMap(Setting::environmentName, setting -> setting));
        new TreeMap<>(environment).forEach((name, text) -> {
            Setting<?> setting = byName.get(name);
            if (setting != null) {
                put(setting.key(), text, "environment variable " + name);
            } else if (name.startsWith(Setting.ENVIRONMENT_PREFIX)
                    && !NOT_OURS.matcher(name).matches()) {
                problem("%s (environment variable): there is no such setting; the nearest is %s"
                        .formatted(quotedName(name), nearest(name, byName.keySet())));
            }
        });
        return this;
    }

    /** Puts the Java system properties whose names lie in a section of ours over what was given before. */
    public GivenSettings putProperties(Properties properties) {
        Set<String> sections = known.stream()
                .map(setting -> setting.key().substring(0, setting.key().indexOf('.') + 1))
                .collect(Collectors.toSet());
        properties.stringPropertyNames().stream()
                .sorted()
                .filter(name -> sections.stream().anyMatch(name::startsWith))
                .forEach(name -> put(name, properties.getProperty(name), "system property"));
        return this;
    }

    /** Notes that something is wrong; it must hold no secret. */
    void problem(String problem) {
        problems.add(problem);
    }

    /** Notes every value that is not of its setting's form. */
    void checkValues() {
        for (Setting<?> setting : known) {
            try {
                get(setting);
            } catch (IllegalArgumentException e) {
                problem("%s %s".formatted(described(setting), e.getMessage()));
            }
        }
    }

    /** Notes every key that is none of a setting. The value is kept out of it: it may be a password under a mistyped key. */
    void checkKeys() {
        List<String> keys = known.stream().map(Setting::key).toList();
        values.forEach((key, given) -> {
            if (!keys.contains(key)) {
                problem("%s (%s): there is no such setting; the nearest is %s"
                        .formatted(quotedName(key), given.origin, nearest(key, keys)));
            }
        });
    }

    /** Notes if the first is greater than the second; says nothing if one of them isn't readable at all. */
    <T extends Comparable<T>> void checkOrder(Setting<T> smaller, Setting<T> greater) {
        try {
            if (get(smaller).compareTo(get(greater)) > 0) {
                problem("%s must be at most %s".formatted(described(smaller), described(greater)));
            }
        } catch (IllegalArgumentException e) {
            return; // noted by checkValues
        }
    }

    /** Notes if both are given. */
    void checkOne(Setting<?> one, Setting<?> other) {
        if (!given(one).text.isEmpty() && !given(other).text.isEmpty()) {
            problem("%s and %s must not both be given".formatted(described(one), described(other)));
        }
    }

    /** Notes if both are given, and are the same. */
    void checkDiffer(Setting<?> one, Setting<?> other) {
        String text = given(one).text;
        if (!text.isEmpty() && text.equals(given(other).text)) {
            problem("%s and %s must differ".formatted(described(one), described(other)));
        }
    }

    /**
     * Ends the checking.
     *
     * @throws WrongSettings if anything is wrong
     */
    void throwProblems() throws WrongSettings {
        if (!problems.isEmpty()) {
            throw new WrongSettings(problems);
        }
    }

    /**
     * Returns the value of a setting: what was given last, or else its default.
     *
     * @throws IllegalArgumentException if the text is not of the setting's form
     */
    <T> T get(Setting<T> setting) {
        return setting.form().read(given(setting).text);
    }

    private Given given(Setting<?> setting) {
        return values.getOrDefault(setting.key(), new Given(setting.initial(), "default"));
    }

    private String described(Setting<?> setting) {
        Given given = given(setting);
        return "%s = %s (%s)".formatted(setting.key(), setting.shown(given.text), given.origin);
    }

    /** Returns a name without quotes if it looks like one of ours, else so that nothing in it can do harm to a terminal. */
    private static String quotedName(String name) {
        return name.matches("[A-Za-z0-9._-]{1,80}") ? name : Quoted.of(name);
    }

    private static String nearest(String name, Iterable<String> names) {
        Map<String, Integer> distances = new HashMap<>();
        names.forEach(other -> distances.put(other, distance(name, other)));
        return distances.entrySet().stream()
                .min(Comparator.comparing((Map.Entry<String, Integer> e) -> e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow()
                .getKey();
    }

    /** Returns how many characters must be put in, left out or exchanged to make one text the other (Levenshtein 1966). */
    private static int distance(String one, String other) {
        int[] row = Stream.iterate(0, i -> i + 1)
                .limit(other.length() + 1L)
                .mapToInt(i -> i)
                .toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
