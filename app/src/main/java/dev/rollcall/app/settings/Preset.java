package dev.rollcall.app.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Settings for a well-known system, which are data in the jar: a YAML file each. What is set otherwise stands over them. */
final class Preset {
    static final Declarations DECLARED = new Declarations();

    private static final List<String> NAMES = List.of("keycloak", "okta", "entra", "scim", "github");
    /** What the base URI takes the place of. */
    private static final String BASE = "{base}";

    static final Setting<Optional<String>> NAME = DECLARED.add(
            "remote.preset",
            "A well-known system, whose settings are known: keycloak, okta, entra, scim or github.",
            Form.optional(Form.oneOf(NAMES)),
            "");
    static final Setting<Optional<URI>> BASE_URI = DECLARED.add(
            "remote.base-uri",
            "Where the API of the preset's system begins; the preset adds the paths.",
            Form.webUri(),
            "");

    private Preset() {}

    /** Puts the settings of the preset that is named under those that are given. */
    static void apply(GivenSettings given) {
        if (!given.isValid(NAME) || !given.isValid(BASE_URI)) {
            return; // reported as invalid values
        }
        if (given.get(NAME).isEmpty()) {
            if (given.isSet(BASE_URI)) {
                given.problem("%s needs remote.preset, too".formatted(given.described(BASE_URI)));
            }
            return;
        }
        GivenSettings preset = of(given.get(NAME).get(), given.emptied());
        Optional<URI> base = given.get(BASE_URI).or(() -> preset.get(BASE_URI));
        given.putUnder(preset, text -> based(text, base));
        if (base.isEmpty() && !given.isSet(RemoteSettings.URI)) {
            given.problem(
                    "%s needs remote.base-uri: where the API of that system begins".formatted(given.described(NAME)));
        }
    }

    private static String based(String text, Optional<URI> base) {
        return base.map(uri -> text.replace(BASE, uri.toString().replaceAll("/+$", "")))
                .orElse(text.contains(BASE) ? "" : text);
    }

    /** Reads the settings of a preset, with {@code {base}} in its URIs. */
    private static GivenSettings of(String name, GivenSettings settings) {
        String file = name + ".yaml";
        try (InputStream in = Objects.requireNonNull(Preset.class.getResourceAsStream("preset/" + file), file)) {
            YamlSettings.read("preset " + name, new String(in.readAllBytes(), UTF_8), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}
