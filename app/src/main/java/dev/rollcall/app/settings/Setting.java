package dev.rollcall.app.settings;

import dev.rollcall.domain.Quoted;
import dev.rollcall.http.client.api.Secrets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The declaration of a setting, from which help, documentation and error messages are made.
 *
 * @param <T> the type of the value
 * @param key the name in files and on the command line, such as {@code roll-call.max-ids}
 * @param meaning a sentence for help and documentation
 * @param form the format of its text
 * @param defaultText the default as text; empty for none
 */
public record Setting<T>(String key, String meaning, Form<T> form, String defaultText) {
    static final String ENVIRONMENT_PREFIX = "ROLLCALL_";

    private static final Pattern FAMILY = Pattern.compile(".+\\.[A-Z]+");
    private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");

    /** Validates the default: an invalid one is a bug. */
    public Setting {
        form.read(defaultText);
    }

    /** Returns whether it stands for any number of settings, whose names take the place of the last part of its key: that is in capitals. */
    boolean isFamily() {
        return FAMILY.matcher(key).matches();
    }

    /** Returns what the keys of a family begin with. */
    String prefix() {
        return key.substring(0, key.lastIndexOf('.') + 1);
    }

    /** Returns one setting of a family. */
    Setting<T> member(String name) {
        return new Setting<>(prefix() + name, meaning, form, defaultText);
    }

    /** The environment variable, such as {@code ROLLCALL_ROLL_CALL_MAX_IDS}. */
    String environmentName() {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The key of the setting that names a file with the value, if this one is secret. */
    String fileKey() {
        return key + "-file";
    }

    boolean isSecret() {
        return key.endsWith("password")
                || key.endsWith("token")
                || key.endsWith("credentials")
                || key.endsWith("-secret")
                || key.startsWith("remote.headers.")
                || isProxy();
    }

    /** Returns whether a text has a secret: that of a proxy may have none. */
    boolean hasSecret(String text) {
        return isSecret() && (isProxy() ? text.indexOf('@') >= 0 : !text.isEmpty());
    }

    private boolean isProxy() {
        return key.endsWith("proxy");
    }

    /** The text in quotes, with secrets masked. */
    String shown(String text) {
        return isSecret() ? "***" : Quoted.of(withoutSecrets(text));
    }

    /** Masks the user info and the secret parameters of a URL. */
    static String withoutSecrets(String url) {
        return Secrets.withoutParameters(USER_INFO.matcher(url).replaceAll("//***@"));
    }
}
