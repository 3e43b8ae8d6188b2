package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import java.util.Map;
import java.util.Set;

/**
 * The users whom no run ever changes.
 *
 * @param ids their ids
 * @param values fields with a value that marks them: one of these is enough
 */
public record Protection(Set<UserId> ids, Map<UserField, String> values) {
    /** Nobody is protected. */
    public static final Protection NOBODY = new Protection(Set.of(), Map.of());

    /** Copies the collections. */
    public Protection {
        ids = Set.copyOf(ids);
        values = Map.copyOf(values);
    }

    /** Returns whether the user is protected. */
    boolean covers(User user) {
        return ids.contains(user.id())
                || values.entrySet().stream()
                        .anyMatch(mark -> user.get(mark.getKey()).equals(mark.getValue()));
    }
}
