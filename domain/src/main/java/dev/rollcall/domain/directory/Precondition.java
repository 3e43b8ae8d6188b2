package dev.rollcall.domain.directory;

import java.util.Optional;
import java.util.Set;

/**
 * A condition on the current entry of a user, which a change must meet. It is checked in the transaction of the change.
 *
 * <p>These are the HTTP preconditions (RFC 9110, section 13.1) in terms of the domain.
 */
public sealed interface Precondition {
    /** Returns whether the change may be made, given the current entry. */
    boolean isMetBy(Optional<Entry> current);

    /** Returns the precondition that every state meets. */
    static Precondition none() {
        return new None();
    }

    /** Always met. */
    record None() implements Precondition {
        @Override
        public boolean isMetBy(Optional<Entry> current) {
            return true;
        }
    }

    /** No user has the id, so the change creates one ({@code If-None-Match: *}). */
    record IsNew() implements Precondition {
        @Override
        public boolean isMetBy(Optional<Entry> current) {
            return current.isEmpty();
        }
    }

    /** A user has the id, in any version ({@code If-Match: *}). */
    record Exists() implements Precondition {
        @Override
        public boolean isMetBy(Optional<Entry> current) {
            return current.isPresent();
        }
    }

    /**
     * The user has not changed since the caller read it ({@code If-Match: "7"}).
     *
     * @param versions one of them must be the current version
     */
    record Unchanged(Set<Long> versions) implements Precondition {
        /** Copies the versions. */
        public Unchanged {
            versions = Set.copyOf(versions);
        }

        @Override
        public boolean isMetBy(Optional<Entry> current) {
            return current.isPresent() && versions.contains(current.get().version());
        }
    }
}
