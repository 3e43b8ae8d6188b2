package dev.rollcall.app.command;

import dev.rollcall.app.settings.GivenSettings;
import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.settings.WrongSettings;
import dev.rollcall.app.settings.YamlSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command for settings. */
public final class SettingsOptions {
    private final Optional<SettingsOptions> before;

    @Option(names = "--config", paramLabel = "FILE", description = "Read settings from this YAML file.")
    private @Nullable Path config;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "Set a setting, such as -Dserver.port=0; overrides all other sources. Repeatable.")
    private Map<String, String> options = new LinkedHashMap<>();

    /** Creates the options of a command; they override those given before its name. */
    public SettingsOptions(Optional<SettingsOptions> before) {
        this.before = before;
    }

    /**
     * Reads the settings from, in ascending precedence: defaults, files, environment, Java system properties, {@code -D}.
     *
     * @throws WrongSettings if a file is unreadable, a key unknown or a value invalid; lists all of them
     */
    public Settings read(Shell shell) throws WrongSettings {
        var given = Settings.given();
        readFiles(given);
        given.putEnvironment(shell.environment());
        given.putProperties(shell.properties());
        putOptions(given);
        given.shownSecrets().forEach(key -> warn(key, shell));
        return Settings.of(given);
    }

    private static void warn(String key, Shell shell) {
        boolean canBeInFile =
                Settings.all().stream().anyMatch(setting -> setting.key().equals(key + "-file"));
        String better = canBeInFile ? "use %s-file instead".formatted(key) : "put it in a file for --config";
        shell.err()
                .println("rollcall: warning: %s is on the command line, where all users of this machine see it; %s"
                        .formatted(key, better));
    }

    private void readFiles(GivenSettings given) {
        before.ifPresent(others -> others.readFiles(given));
        if (config != null) {
            YamlSettings.read(config, given);
        }
    }

    private void putOptions(GivenSettings given) {
        before.ifPresent(others -> others.putOptions(given));
        given.putOptions(options);
    }
}
