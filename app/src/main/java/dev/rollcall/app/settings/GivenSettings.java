package dev.rollcall.app.settings;

import dev.rollcall.domain.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings as given, later sources over earlier ones, and the problems found in them. */
public final class GivenSettings {
    private static final System.Logger LOGGER = System.getLogger(GivenSettings.class.getName());

    /** Variables that the launcher reads. */
    private static final Set<String> LAUNCHER = Set.of("ROLLCALL_JAR", "ROLLCALL_JAVA_OPTIONS");
    /**
     * Variables that Kubernetes sets for a service whose name begins with rollcall, such as rollcall-db (Kubernetes, "Service", environment
     * variables).
     */
    private static final Pattern OF_SERVICE = Pattern.compile(
            "ROLLCALL_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern PORT_OF_SERVICE = Pattern.compile("ROLLCALL_([A-Z0-9_]+_)?PORT");
    private static final Pattern ADDRESS_OF_SERVICE = Pattern.compile("(tcp|udp|sctp)://.+:[0-9]+");

    private static final String OPTION = "option -D";
    private static final String PROPERTY = "system property";

    private final List<Setting<?>> known;
    private final Map<String, Given> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private Map<String, String> environment = Map.of();

    /**
     * A value as given.
     *
     * @param text the value
     * @param origin its source, in words
     */
    private record Given(String text, String origin) {
        static final Given NOTHING = new Given("", "default");

        /** Returns whether all users of the machine can read the value in the list of its processes. */
        boolean isShown() {
            return origin.equals(OPTION) || origin.equals(PROPERTY);
        }
    }

    GivenSettings(List<Setting<?>> known) {
        this.known = List.copyOf(known);
    }

    /** Sets a value, replacing an earlier one for the key. */
    GivenSettings put(String key, String text, String origin) {
        values.put(key, new Given(text, origin));
        return this;
    }

    /** Sets values by key, replacing earlier ones. */
    public GivenSettings putAll(Map<String, String> texts, String origin) {
        texts.forEach((key, text) -> put(key, text, origin));
        return this;
    }

    /** Returns another one of the same settings, of which none is given. */
    GivenSettings emptied() {
        return new GivenSettings(known);
    }

    /** Returns whether the key only has settings below it, and is none itself. */
    boolean isSection(String key) {
        return known.stream().anyMatch(setting -> setting.key().startsWith(key + "."))
                && known.stream().noneMatch(setting -> setting.key().equals(key));
    }

    /** Sets the values of others where none is given, each to what a function makes of it. */
    void putUnder(GivenSettings others, UnaryOperator<String> meaning) {
        others.values.forEach(
                (key, other) -> values.putIfAbsent(key, new Given(meaning.apply(other.text), other.origin)));
    }

    /** Sets the values of the command line by key, replacing earlier ones. */
    public GivenSettings putOptions(Map<String, String> options) {
        return putAll(options, OPTION);
    }

    /**
     * Sets the values of the {@code ROLLCALL_} environment variables, replacing earlier ones; unknown variables are problems, but for those
     * of the launcher and of Kubernetes.
     */
    public GivenSettings putEnvironment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        Map<String, Setting<?>> byName =
                known.stream().collect(Collectors.toMap(Setting::environmentName, setting -> setting));
        new TreeMap<>(variables).forEach((name, text) -> {
            Setting<?> setting = byName.get(name);
            Optional<String> key = setting == null
                    ? memberByVariable(name)
                    : Optional.of(setting).map(Setting::key);
            if (isOfService(name, text, key.isPresent())) {
                LOGGER.log(System.Logger.Level.DEBUG, "{0} is a variable of a Kubernetes service: ignored", name);
            } else if (key.isPresent()) {
                put(key.get(), text, "environment variable " + name);
            } else if (name.startsWith(Setting.ENVIRONMENT_PREFIX) && !LAUNCHER.contains(name)) {
                problem("%s (environment variable): unknown setting; did you mean %s?"
                        .formatted(quotedName(name), Spelling.nearest(name, byName.keySet())));
            }
        });
        return this;
    }

    /** Returns the key of the setting of a family that a variable names, in lower case. */
    private Optional<String> memberByVariable(String name) {
        return known.stream()
                .filter(Setting::isFamily)
                .map(family -> family.member(""))
                .filter(begin -> name.startsWith(begin.environmentName()) && !name.equals(begin.environmentName()))
                .map(begin -> begin.key()
                        + name.substring(begin.environmentName().length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'))
                .findFirst();
    }

    /** Returns whether Kubernetes made the variable. The name of a setting is its only if the value is the address of a service. */
    private static boolean isOfService(String name, String text, boolean isSetting) {
        boolean isAddress = PORT_OF_SERVICE.matcher(name).matches()
                && ADDRESS_OF_SERVICE.matcher(text).matches();
        return isAddress || (!isSetting && OF_SERVICE.matcher(name).matches());
    }

    /** Sets the values of the Java system properties in a known section, replacing earlier ones. */
    public GivenSettings putProperties(Properties properties) {
        Set<String> sections = known.stream()
                .map(setting -> setting.key().substring(0, setting.key().indexOf('.') + 1))
                .collect(Collectors.toSet());
        properties.stringPropertyNames().stream()
                .sorted()
                .filter(name -> sections.stream().anyMatch(name::startsWith))
                .forEach(name -> put(name, properties.getProperty(name), PROPERTY));
        return this;
    }

    /** Returns the keys of the secrets that were given on the command line, where others can see them. */
    public List<String> shownSecrets() {
        return secrets()
                .filter(secret -> given(secret).isShown() && secret.hasSecret(given(secret).text))
                .map(Setting::key)
                .toList();
    }

    private Stream<Setting<?>> secrets() {
        return each().filter(Setting::isSecret);
    }

    /** Returns each known setting, and in place of a family those that are given. */
    private Stream<Setting<?>> each() {
        return known.stream()
                .flatMap(setting -> setting.isFamily() ? names(setting).map(setting::member) : Stream.of(setting));
    }

    /** Returns the names of the settings of a family that are given. */
    Stream<String> names(Setting<?> family) {
        Set<String> others = known.stream().map(Setting::key).collect(Collectors.toSet());
        return values.keySet().stream()
                .filter(key -> key.startsWith(family.prefix()) && !others.contains(key))
                .map(key -> key.substring(family.prefix().length()));
    }

    /** Reads the secrets for which a file is given; errors become problems. */
    void readSecretFiles() {
        secrets().forEach(secret -> {
            Given file = values.getOrDefault(secret.fileKey(), Given.NOTHING);
            String described = "%s = %s (%s)".formatted(secret.fileKey(), Quoted.of(file.text), file.origin);
            if (file.text.isEmpty()) {
                return;
            }
            if (given(secret).text.isEmpty()) {
                readSecret(secret, file.text, described);
            } else {
                problem("%s and %s are mutually exclusive".formatted(described(secret), described));
            }
        });
    }

    private void readSecret(Setting<?> secret, String file, String described) {
        try {
            put(secret.key(), SecretFile.read(file), "file " + Quoted.of(file));
        } catch (IOException e) {
            problem("%s: %s".formatted(described, e.getMessage()));
        }
    }

    /** Adds a problem, whose text must not contain a secret. */
    void problem(String problem) {
        problems.add(problem);
    }

    /** Reports every invalid value. */
    void checkValues() {
        each().forEach(setting -> {
            try {
                get(setting);
            } catch (IllegalArgumentException e) {
                problem("%s %s".formatted(described(setting), e.getMessage()));
            }
        });
    }

    /** Reports every unknown key, without its value: that may be a password under a mistyped key. */
    void checkKeys() {
        Set<String> keys =
                Stream.concat(known.stream(), each()).map(Setting::key).collect(Collectors.toSet());
        values.forEach((key, given) -> {
            if (!keys.contains(key)) {
                problem("%s (%s): unknown setting; did you mean %s?"
                        .formatted(quotedName(key), given.origin, Spelling.nearest(key, keys)));
            }
        });
    }

    /** Reports the first if it exceeds the second; invalid values are left to {@link #checkValues}. */
    <T extends Comparable<T>> void checkOrder(Setting<T> smaller, Setting<T> greater) {
        try {
            if (get(smaller).compareTo(get(greater)) > 0) {
                problem("%s must be at most %s".formatted(described(smaller), described(greater)));
            }
        } catch (IllegalArgumentException e) {
            return; // reported by checkValues
        }
    }

    /** Returns whether a setting isn't empty. */
    boolean isSet(Setting<?> setting) {
        return !given(setting).text.isEmpty();
    }

    /** Reports the two if both are set. */
    void checkExclusive(Setting<?> one, Setting<?> other) {
        if (isSet(one) && isSet(other)) {
            problem("%s and %s are mutually exclusive".formatted(described(one), described(other)));
        }
    }

    /** Reports the first if it is set without the second, or the other way round. */
    void checkTogether(Setting<?> one, Setting<?> other) {
        if (isSet(one) != isSet(other)) {
            problem("%s needs %s, too"
                    .formatted(described(isSet(one) ? one : other), (isSet(one) ? other : one).key()));
        }
    }

    /** Returns the file that a secret was read from; empty if it was given otherwise. */
    Optional<Path> file(Setting<?> secret) {
        return Optional.ofNullable(values.get(secret.fileKey()))
                .filter(file -> !file.text.isEmpty())
                .map(file -> Path.of(file.text));
    }

    /**
     * Returns what a reader makes of the content of a file; empty if none is set, or it can't be read, which becomes a problem.
     *
     * @param reader throws {@link IllegalArgumentException} with a reason that can follow the name of the file
     */
    <T> Optional<T> content(Setting<Optional<Path>> file, Function<String, T> reader) {
        if (!isValid(file) || get(file).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(PemFile.read(get(file).get())));
        } catch (IOException | IllegalArgumentException e) {
            problem("%s: %s".formatted(described(file), e.getMessage()));
            return Optional.empty();
        }
    }

    /** Returns whether the value of a setting is valid; if not, {@link #checkValues} reports it. */
    boolean isValid(Setting<?> setting) {
        try {
            get(setting);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Reports the two if both are set to the same value. */
    void checkDiffer(Setting<?> one, Setting<?> other) {
        String text = given(one).text;
        if (!text.isEmpty() && text.equals(given(other).text)) {
            problem("%s and %s must differ".formatted(described(one), described(other)));
        }
    }

    /**
     * Ends validation.
     *
     * @throws WrongSettings if there are problems
     */
    void throwProblems() throws WrongSettings {
        if (!problems.isEmpty()) {
            throw new WrongSettings(problems);
        }
    }

    /**
     * Returns the value of a setting: the last one given, or its default.
     *
     * @throws IllegalArgumentException if the value is invalid
     */
    <T> T get(Setting<T> setting) {
        return setting.form().read(given(setting).text);
    }

    /**
     * Returns the values of the settings of a family that are given, by name.
     *
     * @throws IllegalArgumentException if one is invalid
     */
    <T> Map<String, T> getAll(Setting<T> family) {
        return names(family).collect(Collectors.toMap(name -> name, name -> get(family.member(name))));
    }

    /** Returns the environment, with variables of others too. */
    Map<String, String> environment() {
        return environment;
    }

    private Given given(Setting<?> setting) {
        return values.getOrDefault(setting.key(), new Given(setting.defaultText(), "default"));
    }

    /** Returns the key, value and source of a setting, secrets masked. */
    String described(Setting<?> setting) {
        Given given = given(setting);
        return "%s = %s (%s)".formatted(setting.key(), setting.shown(given.text), given.origin);
    }

    /** Quotes a name that looks unlike ours, so that it can't send control sequences to a terminal. */
    private static String quotedName(String name) {
        return name.matches("[A-Za-z0-9._-]{1,80}") ? name : Quoted.of(name);
    }
}
