package dev.rollcall.app.settings;

import dev.rollcall.http.server.origin.Networks;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The formats of the settings of who may do what. */
final class AccessForms {
    private static final int MIN_SECRET = 32;
    private static final int MAX_SECRET = 1000;

    private static final Pattern NAME = Pattern.compile("[!-~]{1,200}");

    private AccessForms() {}

    private static List<String> listed(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(" *, *", -1));
    }

    /** IP addresses and networks, with commas between them; empty for none. */
    static Form<Networks> networks() {
        return new Form<>(
                "IP addresses and networks such as 10.0.0.0/8 or fd00::/8, with commas between them, or empty",
                text -> new Networks(listed(text)));
    }

    /** Names of roles, with commas between them; empty for none. */
    static Form<Set<String>> roles() {
        return new Form<>("names of roles with commas between them, or empty", text -> {
            Set<String> roles = new LinkedHashSet<>(listed(text));
            if (roles.contains("")) {
                throw new IllegalArgumentException("a name is empty");
            }
            return roles;
        });
    }

    /** A name, of a client or a claim. */
    static Form<String> name() {
        return new Form<>("a name of 1 to 200 characters, without spaces", text -> {
            if (!NAME.matcher(text).matches()) {
                throw new IllegalArgumentException("no name");
            }
            return text;
        });
    }

    /** The secret of sessions, which nobody should guess; empty for none. */
    static Form<Optional<String>> sessionSecret() {
        return Form.optional(new Form<>("%s to %s characters by chance".formatted(MIN_SECRET, MAX_SECRET), text -> {
            if (text.length() < MIN_SECRET || text.length() > MAX_SECRET) {
                throw new IllegalArgumentException("too short or too long");
            }
            return text;
        }));
    }
}
