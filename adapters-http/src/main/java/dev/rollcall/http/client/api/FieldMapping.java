package dev.rollcall.http.client.api;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserField;
import java.util.Map;

/**
 * Where the id and the fields of a user are in the remote's JSON: a JSON Pointer (RFC 6901) for each.
 *
 * @param id where the id is; empty for a remote that doesn't repeat it
 * @param pointers where each field is that the remote has, at least one
 */
public record FieldMapping(String id, Map<UserField, String> pointers) {
    /** Each under its own name: {@code /id}, {@code /name} and so on. */
    public static final FieldMapping DEFAULT =
            new FieldMapping("/id", Map.of(UserField.NAME, "/name", UserField.EMAIL, "/email"));

    /**
     * Checks the pointers.
     *
     * @throws IllegalArgumentException if one isn't a JSON Pointer to a field, or there is none; the message shows it
     */
    public FieldMapping {
        pointers = Map.copyOf(pointers);
        if (pointers.isEmpty() || pointers.containsValue("")) {
            throw new IllegalArgumentException("a JSON Pointer to a field must not be empty");
        }
        checked(id);
        pointers.values().forEach(FieldMapping::checked);
    }

    private static void checked(String pointer) {
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw new IllegalArgumentException("a JSON Pointer must begin with /: " + Quoted.of(pointer));
        }
    }

    /** Returns whether the remote repeats the id, so that an answer for somebody else is found out. */
    public boolean tellsId() {
        return !id.isEmpty();
    }
}
