package dev.rollcall.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command that tell where the settings are. They may stand before or behind the command's name. */
final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read settings from this YAML file.")
    private @Nullable Path config;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            mapFallbackValue = "",
            scope = ScopeType.INHERIT,
            description = "Set a setting, such as -Dserver.port=0; it wins over every other source. May be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    /**
     * Returns the settings: over the defaults the file, the environment, the Java system properties and {@code -D}, in this order.
     *
     * @throws WrongSettings if a source can't be read, or a key or a value is wrong; it names all that are
     */
    Settings read(Shell shell) throws WrongSettings {
        var given = new GivenSettings();
        if (config != null) {
            YamlSettings.read(config, given);
        }
        given.putEnvironment(shell.environment());
        given.putProperties(shell.properties());
        given.putAll(options, "option -D");
        return Settings.of(given);
    }
}
