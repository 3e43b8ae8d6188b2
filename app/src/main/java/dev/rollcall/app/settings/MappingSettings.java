package dev.rollcall.app.settings;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.http.client.mapping.Expression;
import dev.rollcall.http.client.mapping.FieldMapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of what the remote's JSON says: where the id and the fields of a user are. */
final class MappingSettings {
    static final Declarations DECLARED = new Declarations();

    static final Setting<Optional<Expression>> USER = DECLARED.add(
            "remote.user",
            "Where the user, or an array of users, is in the remote's JSON; empty for all of it.",
            Form.expression(),
            "");
    static final Setting<Optional<Expression>> ID = DECLARED.add(
            "remote.fields.id",
            "Where the user's id is; empty if the remote doesn't repeat it.",
            Form.expression(),
            "/id");
    static final Setting<Optional<Expression>> NAME = DECLARED.add(
            "remote.fields.name",
            "Where the user's name is; empty if the remote has none.",
            Form.expression(),
            "/name");
    static final Setting<Optional<Expression>> EMAIL = DECLARED.add(
            "remote.fields.email",
            "Where the user's email address is; empty if the remote has none.",
            Form.expression(),
            "/email");
    static final Setting<Optional<Expression>> ACTIVE = DECLARED.add(
            "remote.fields.active",
            "Where it is told whether the user is active; empty if the remote doesn't tell.",
            Form.expression(),
            "");
    static final Setting<Optional<Expression>> ATTRIBUTES = DECLARED.add(
            "remote.fields.ATTRIBUTE",
            "Where an attribute is that directory.attributes names; unset if the remote has none.",
            Form.expression(),
            "");
    static final Setting<Boolean> IGNORE_CASE = DECLARED.add(
            "remote.ids",
            "How the id in an answer is compared with the one asked for: exact or ignore-case.",
            Form.oneOf("exact", "ignore-case").map("ignore-case"::equals),
            "exact");

    private MappingSettings() {}

    /** Reports attributes that the directory doesn't have, and a mapping without any field. */
    static void check(GivenSettings given, Setting<UserFields> declared) {
        try {
            UserFields fields = given.get(declared);
            given.getAll(ATTRIBUTES).keySet().stream()
                    .filter(name -> fields.attributes().stream()
                            .noneMatch(field -> field.name().equals(name)))
                    .forEach(name ->
                            given.problem("%s: %s is neither name, email or active nor one of directory.attributes"
                                    .formatted(given.described(ATTRIBUTES.member(name)), name)));
            if (mapped(given).isEmpty()) {
                given.problem("remote.fields.name, .email or .active must say where the field is");
            }
        } catch (IllegalArgumentException e) {
            return; // reported as invalid values
        }
    }

    /**
     * Reads the mapping.
     *
     * @throws IllegalArgumentException if a setting has an invalid value
     */
    static FieldMapping of(GivenSettings given) {
        return new FieldMapping(given.get(USER), given.get(ID), mapped(given), given.get(IGNORE_CASE));
    }

    private static Map<UserField, Expression> mapped(GivenSettings given) {
        Map<UserField, Expression> mapped = new LinkedHashMap<>();
        given.get(NAME).ifPresent(where -> mapped.put(UserField.NAME, where));
        given.get(EMAIL).ifPresent(where -> mapped.put(UserField.EMAIL, where));
        given.get(ACTIVE).ifPresent(where -> mapped.put(UserField.ACTIVE, where));
        given.getAll(ATTRIBUTES)
                .forEach((name, where) -> where.ifPresent(it -> mapped.put(UserField.attribute(name), it)));
        return mapped;
    }
}
