package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a run may do with what it finds.
 *
 * @param create what becomes of users whom only the remote has
 * @param fields the fields that the remote tells, and whose value of each counts; others are never changed
 * @param removals what becomes of users who are gone
 * @param grace how long a user stays inactive before being deleted, at least zero
 * @param absence when a user counts as gone
 * @param protection whom no run changes
 */
public record Policy(
        Creation create,
        Map<UserField, Precedence> fields,
        Removals removals,
        Duration grace,
        AbsenceRule absence,
        Protection protection) {
    /** Users are created and updated as the remote tells their names and addresses, and deactivated if they are gone. */
    public static final Policy DEFAULT = new Policy(
            Creation.CREATE,
            Map.of(UserField.NAME, Precedence.REMOTE_WINS, UserField.EMAIL, Precedence.REMOTE_WINS),
            Removals.DEACTIVATE,
            Duration.ofDays(30),
            AbsenceRule.DEFAULT,
            Protection.NOBODY);

    /** What becomes of users whom only the remote has. */
    public enum Creation {
        /** Nothing; they aren't even told. */
        NEVER,
        /** They are told. */
        REPORT,
        /** They are created. */
        CREATE
    }

    /** What becomes of users who are gone. */
    public enum Removals {
        /** Nothing; they are told. */
        NEVER,
        /** They are deactivated. */
        DEACTIVATE,
        /** They are deactivated, and deleted when they have been inactive for the grace period. */
        DELETE
    }

    /**
     * Copies the fields.
     *
     * @throws IllegalArgumentException if the grace period is negative
     */
    public Policy {
        fields = Map.copyOf(fields);
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace period must not be negative: " + grace);
        }
    }

    /** Returns the same policy with other fields. */
    public Policy withFields(Map<UserField, Precedence> others) {
        return new Policy(create, others, removals, grace, absence, protection);
    }

    /** Returns the same policy with other removals. */
    public Policy withRemovals(Removals other) {
        return new Policy(create, fields, other, grace, absence, protection);
    }

    /**
     * Returns the same policy with another grace period.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Policy withGrace(Duration other) {
        return new Policy(create, fields, removals, other, absence, protection);
    }

    /** Returns the same policy with another rule of absence. */
    public Policy withAbsence(AbsenceRule other) {
        return new Policy(create, fields, removals, grace, other, protection);
    }

    /** Returns the same policy with protected users. */
    public Policy withProtection(Protection other) {
        return new Policy(create, fields, removals, grace, absence, other);
    }

    /** Returns the user as a run creates it: with what the remote tells. */
    User created(User remote) {
        Map<UserField, String> told = new HashMap<>(remote.values());
        told.keySet().retainAll(fields.keySet());
        return new User(remote.id(), told);
    }

    /** Returns the user of the directory with the values that count. */
    User merged(User directory, User remote) {
        Map<UserField, String> counting = new HashMap<>();
        fields.forEach((field, precedence) ->
                counting.put(field, precedence.of(directory.get(field), remote.get(field), field.usual())));
        return directory.with(counting);
    }
}
