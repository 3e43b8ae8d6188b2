package dev.rollcall.http.server.directory;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The form of a user: what its fields hold, as it was typed, and what is wrong with each. For one thread. */
final class UserForm {
    /** The names of the fields of the form that adds a user. */
    static final Set<String> OF_NEW = Set.of("id", "name", "email");
    /** The names of the fields of the forms that change or remove one; the id stands in the path. */
    static final Set<String> OF_KNOWN = Set.of("action", "name", "email", "version");

    private static final UserId ANYBODY = new UserId("0");

    private final String id;
    private final String name;
    private final String email;
    private final OptionalLong version;
    private final Map<String, String> errors = new LinkedHashMap<>();
    private boolean isTaken;

    private UserForm(String id, String name, String email, OptionalLong version) {
        this.id = id;
        this.name = name;
        this.email = email;
        this.version = version;
    }

    /** Returns the form that adds a user, blank. */
    static UserForm blank() {
        return new UserForm("", "", "", OptionalLong.empty());
    }

    /** Returns the form that changes a user, filled in with what is there. */
    static UserForm of(Entry entry) {
        User user = entry.user();
        return new UserForm(user.id().value(), user.name(), user.email(), OptionalLong.of(entry.version()));
    }

    /**
     * Reads the form that adds a user.
     *
     * @throws Problem.Refusal if a field is given twice
     */
    static UserForm read(Parameters fields) {
        return read(fields.text("id").orElse(""), fields);
    }

    /**
     * Reads the form that changes a user.
     *
     * @throws Problem.Refusal if a field is given twice, or the version can't be one
     */
    static UserForm read(UserId id, Parameters fields) {
        return read(id.value(), fields);
    }

    private static UserForm read(String id, Parameters fields) {
        var form = new UserForm(
                id, fields.text("name").orElse(""), fields.text("email").orElse(""), fields.version("version"));
        form.check("id", () -> new UserId(id));
        form.check("name", () -> new User(ANYBODY, form.name, ""));
        form.check("email", () -> new User(ANYBODY, "", form.email));
        return form;
    }

    private void check(String field, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            errors.put(field, String.valueOf(e.getMessage()));
        }
    }

    /** Notes that there is a user with the id already. */
    void takenId() {
        isTaken = true;
        errors.put("id", "there is a user with this id already");
    }

    /** Returns whether there is a user with the id already. */
    boolean isTaken() {
        return isTaken;
    }

    /** Returns what the field of the id holds. */
    String id() {
        return id;
    }

    /** Returns what the field of the name holds. */
    String name() {
        return name;
    }

    /** Returns what the field of the address holds. */
    String email() {
        return email;
    }

    /** Returns the version that was seen when the form was opened; empty if there was no such user. */
    OptionalLong version() {
        return version;
    }

    /** Returns what is wrong with the field. */
    Optional<String> error(String field) {
        return Optional.ofNullable(errors.get(field));
    }

    /** Returns whether this is the first field with which something is wrong. */
    boolean isFirstError(String field) {
        return errors.keySet().stream().findFirst().filter(field::equals).isPresent();
    }

    /** Returns the user as it is to become; empty if something is wrong. */
    Optional<User> user() {
        return errors.isEmpty() ? Optional.of(new User(new UserId(id), name, email)) : Optional.empty();
    }

    /** Returns what must be true for the form to be what its sender believed it to be: nobody came in between. */
    Precondition precondition() {
        return version.isPresent() ? new Precondition.Unchanged(Set.of(version.getAsLong())) : new Precondition.IsNew();
    }
}
