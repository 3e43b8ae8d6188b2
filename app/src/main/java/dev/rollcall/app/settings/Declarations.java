package dev.rollcall.app.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings that one record reads. Declaring one also lists it: there is no second list to keep in step. */
final class Declarations {
    private final List<Setting<?>> settings = new ArrayList<>();

    /** Declares the next setting. */
    <T> Setting<T> add(String key, String meaning, Form<T> form, String defaultText) {
        var setting = new Setting<>(key, meaning, form, defaultText);
        settings.add(setting);
        return setting;
    }

    /** Declares the next setting, whose value is a secret, and beside it the one of a file that has the value. */
    Setting<Optional<Secret>> addSecret(String key, String meaning, Form<Optional<String>> form) {
        Setting<Optional<Secret>> secret = add(key, meaning, form.map(text -> text.map(Secret::new)), "");
        add(
                secret.fileKey(),
                "The file with the value of %s, up to its last line break.".formatted(key),
                Form.optionalText(),
                "");
        return secret;
    }

    /** Lists the settings in the order of their declaration. */
    List<Setting<?>> all() {
        return List.copyOf(settings);
    }
}
