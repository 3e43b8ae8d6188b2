package dev.rollcall.http.server.directory;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The form of a user: what its fields hold, as it was typed, and what is wrong with each. For one thread. */
final class UserForm {
    /** The names of the fields of the form that adds a user. */
    static final Set<String> OF_NEW = names("id");
    /** The names of the fields of the forms that change or remove one; the id stands in the path. */
    static final Set<String> OF_KNOWN = names("action", "version");

    private final String id;
    private final Map<UserField, String> values;
    private final OptionalLong version;
    private final Map<String, String> errors = new LinkedHashMap<>();
    private boolean isTaken;

    private static Set<String> names(String... others) {
        return Stream.concat(Stream.of(others), UserField.ALL.stream().map(UserField::name))
                .collect(toUnmodifiableSet());
    }

    private UserForm(String id, Map<UserField, String> values, OptionalLong version) {
        this.id = id;
        this.values = values;
        this.version = version;
    }

    /** Returns the form that adds a user, blank. */
    static UserForm blank() {
        return new UserForm("", Map.of(), OptionalLong.empty());
    }

    /** Returns the form that changes a user, filled in with what is there. */
    static UserForm of(Entry entry) {
        User user = entry.user();
        return new UserForm(user.id().value(), user.values(), OptionalLong.of(entry.version()));
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
        Map<UserField, String> values = new HashMap<>();
        UserField.ALL.forEach(
                field -> values.put(field, fields.text(field.name()).orElse("")));
        var form = new UserForm(id, values, fields.version("version"));
        form.check("id", () -> new UserId(id));
        UserField.ALL.forEach(field -> form.check(field.name(), () -> field.checked(form.value(field))));
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

    /** Returns what a field holds. */
    String value(UserField field) {
        return values.getOrDefault(field, "");
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
        return errors.isEmpty() ? Optional.of(new User(new UserId(id), values)) : Optional.empty();
    }

    /** Returns what must be true for the form to be what its sender believed it to be: nobody came in between. */
    Precondition precondition() {
        return version.isPresent() ? new Precondition.Unchanged(Set.of(version.getAsLong())) : new Precondition.IsNew();
    }
}
