package dev.rollcall.http.server.directory;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Patch;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The form of a user: the values of its fields as typed, and the errors. For one thread. */
final class UserForm {
    private final UserFields fields;
    private final String id;
    private final Map<UserField, String> values;
    private final OptionalLong version;
    private final Map<String, String> errors = new LinkedHashMap<>();
    private boolean isTaken;

    /** Returns the names of the form that adds a user. */
    static Set<String> namesToAdd(UserFields fields) {
        return names(fields, "id");
    }

    /** Returns the names of the form that changes or removes one; the id is in the path. */
    static Set<String> namesToChange(UserFields fields) {
        return names(fields, "action", "version");
    }

    private static Set<String> names(UserFields fields, String... others) {
        return Stream.concat(Stream.of(others), fields.all().stream().map(UserField::name))
                .collect(toUnmodifiableSet());
    }

    private UserForm(UserFields fields, String id, Map<UserField, String> values, OptionalLong version) {
        this.fields = fields;
        this.id = id;
        this.values = values;
        this.version = version;
    }

    /** Returns the blank form that adds a user. */
    static UserForm blank(UserFields fields) {
        return new UserForm(fields, "", Map.of(), OptionalLong.empty());
    }

    /** Returns the form that changes a user, filled in with its current values. */
    static UserForm of(UserFields fields, Entry entry) {
        User user = entry.user();
        return new UserForm(fields, user.id().value(), user.values(), OptionalLong.of(entry.version()));
    }

    /**
     * Reads the form that adds a user.
     *
     * @throws Problem.Refusal if a field occurs twice
     */
    static UserForm read(UserFields fields, Parameters texts) {
        return read(fields, texts.text("id").orElse(""), texts);
    }

    /**
     * Reads the form that changes a user.
     *
     * @throws Problem.Refusal if a field occurs twice, or the version is invalid
     */
    static UserForm read(UserFields fields, UserId id, Parameters texts) {
        return read(fields, id.value(), texts);
    }

    private static UserForm read(UserFields fields, String id, Parameters texts) {
        Map<UserField, String> values = new HashMap<>();
        fields.all().forEach(field -> values.put(field, texts.text(field.name()).orElse("")));
        var form = new UserForm(fields, id, values, texts.version("version"));
        form.check("id", () -> new UserId(id));
        fields.all().forEach(field -> form.check(field.name(), () -> field.checked(form.value(field))));
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

    /** Returns the fields that the form has. */
    List<UserField> fields() {
        return fields.all();
    }

    String value(UserField field) {
        return values.getOrDefault(field, field.usual());
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

    /** Returns the user as typed, whose attributes that the form doesn't have are unknown; empty if there are errors. */
    Optional<User> user() {
        return errors.isEmpty() ? Optional.of(new User(new UserId(id), values)) : Optional.empty();
    }

    /** Returns the values as typed; empty if there are errors. */
    Optional<Patch> patch() {
        return errors.isEmpty() ? Optional.of(new Patch(values)) : Optional.empty();
    }

    /** Returns the precondition that nobody has changed the user since the form was opened. */
    Precondition precondition() {
        return version.isPresent() ? new Precondition.Unchanged(Set.of(version.getAsLong())) : new Precondition.IsNew();
    }
}
