package dev.rollcall.app.settings;

import java.util.ArrayList;
import java.util.List;

/** The settings that one record reads. Declaring one also lists it: there is no second list to keep in step. */
final class Declarations {
    private final List<Setting<?>> settings = new ArrayList<>();

    /** Declares the next setting. */
    <T> Setting<T> add(String key, String meaning, Form<T> form, String defaultText) {
        var setting = new Setting<>(key, meaning, form, defaultText);
        settings.add(setting);
        return setting;
    }

    /** Lists the settings in the order of their declaration. */
    List<Setting<?>> all() {
        return List.copyOf(settings);
    }
}
