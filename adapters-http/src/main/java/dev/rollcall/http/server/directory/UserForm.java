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

/** The form of a user: the values of its fields as typed, and the errors. For one thread. */
final class UserForm {
    /** The fields of the form that adds a user. */
    static final Set<String> ADD_FIELDS = names("id");
    /** The fields of the form that changes or removes one; the id is in the path. */
    static final Set<String> CHANGE_FIELDS = names("action", "version");

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

    /** Returns the blank form that adds a user. */
    static UserForm blank() {
        return new UserForm("", Map.of(), OptionalLong.empty());
    }

    /** Returns the form that changes a user, filled in with its current values. */
    static UserForm of(Entry entry) {
        User user = entry.user();
        return new UserForm(user.id().value(), user.values(), OptionalLong.of(entry.version()));
    }

    /**
     * Reads the form that adds a user.
     *
     * @throws Problem.Refusal if a field occurs twice
     */
    static UserForm read(Parameters fields) {
        return read(fields.text("id").orElse(""), fields);
    }

    /**
     * Reads the form that changes a user.
     *
     * @throws Problem.Refusal if a field occurs twice, or the version is invalid
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

    /** Adds the error that the id is taken. */
    void takenId() {
        isTaken = true;
        errors.put("id", "a user with this id already exists");
    }

    boolean isTaken() {
        return isTaken;
    }

    String id() {
        return id;
    }

    String value(UserField field) {
        return values.getOrDefault(field, "");
    }

    /** Returns the user's version when the form was opened; empty if there was no such user. */
    OptionalLong version() {
        return version;
    }

    /** Returns the error of a field; empty if it is valid. */
    Optional<String> error(String field) {
        return Optional.ofNullable(errors.get(field));
    }

    boolean isFirstError(String field) {
        return errors.keySet().stream().findFirst().filter(field::equals).isPresent();
    }

    /** Returns the user as typed; empty if there are errors. */
    Optional<User> user() {
        return errors.isEmpty() ? Optional.of(new User(new UserId(id), values)) : Optional.empty();
    }

    /** Returns the precondition that nobody has changed the user since the form was opened. */
    Precondition precondition() {
        return version.isPresent() ? new Precondition.Unchanged(Set.of(version.getAsLong())) : new Precondition.IsNew();
    }
}
