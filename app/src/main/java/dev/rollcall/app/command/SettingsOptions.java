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

/** The options of every command that tell where the settings are. */
public final class SettingsOptions {
    private final Optional<SettingsOptions> before;

    @Option(names = "--config", paramLabel = "FILE", description = "Read settings from this YAML file.")
    private @Nullable Path config;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "Set a setting, such as -Dserver.port=0; it wins over every other source. May be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    /** Creates the options of a command whose name others may stand before; those behind it win. */
    public SettingsOptions(Optional<SettingsOptions> before) {
        this.before = before;
    }

    /**
     * Returns the settings: over the defaults the files, the environment, the Java system properties and {@code -D}, in this order.
     *
     * @throws WrongSettings if a source can't be read, or a key or a value is wrong; it names all that are
     */
    public Settings read(Shell shell) throws WrongSettings {
        var given = Settings.given();
        readFiles(given);
        given.putEnvironment(shell.environment());
        given.putProperties(shell.properties());
        putOptions(given);
        return Settings.of(given);
    }

    private void readFiles(GivenSettings given) {
        before.ifPresent(others -> others.readFiles(given));
        if (config != null) {
            YamlSettings.read(config, given);
        }
    }

    private void putOptions(GivenSettings given) {
        before.ifPresent(others -> others.putOptions(given));
        given.putAll(options, "option -D");
    }
}
