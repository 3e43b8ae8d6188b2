package dev.rollcall.app.settings;

import dev.rollcall.domain.Quoted;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The declaration of one setting: all that help, documentation and error messages say of it.
 *
 * @param <T> the type of the value
 * @param key the name in files and on the command line, such as {@code roll-call.max-ids}
 * @param meaning what it is, in one sentence
 * @param form what its text must look like
 * @param initial the text that holds if nothing else is given; empty for none
 */
public record Setting<T>(String key, String meaning, Form<T> form, String initial) {
    /** What begins the name of every environment variable of ours. */
    static final String ENVIRONMENT_PREFIX = "ROLLCALL_";

    private static final Pattern USER_INFO = Pattern.compile("//[^/]*@");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)((?:pass|pwd|secret|token|key)[^=&;?]*=)[^&;]*");

    /** Checks that the initial text is of the form: a wrong one is a bug. */
    public Setting {
        form.read(initial);
    }

    /** Returns the name in the environment, such as {@code ROLLCALL_ROLL_CALL_MAX_IDS}. */
    String environmentName() {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Returns whether the value may be shown to no one. */
    boolean isSecret() {
        return key.endsWith("password") || key.endsWith("token") || key.endsWith("credentials");
    }

    /** Returns the text as it may be shown: in quotes, and without the secrets that it holds or is. */
    String shown(String text) {
        return isSecret() ? "***" : Quoted.of(withoutSecrets(text));
    }

    /** Returns a URL without the user and the passwords in it. */
    static String withoutSecrets(String url) {
        return SECRET_PARAMETER
                .matcher(USER_INFO.matcher(url).replaceAll("//***@"))
                .replaceAll("$1***");
    }
}
