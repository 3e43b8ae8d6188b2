package dev.rollcall.domain.directory;

import java.util.Optional;
import java.util.Set;

/**
 * What must be true of a user in the directory for a change to be made. It is judged in the same transaction as the change.
 *
 * <p>These are the preconditions of HTTP (RFC 9110, section 13.1) in the words of the domain.
 */
public sealed interface Precondition {
    /** Returns whether the change may be made, given what is in the directory now. */
    boolean isMetBy(Optional<Entry> current);

    /** Returns the precondition that every state meets. */
    static Precondition none() {
        return new None();
    }

    /** Nothing is asked. */
    record None() implements Precondition {
        @Override
        public boolean isMetBy(Optional<Entry> current) {
            return true;
        }
    }

    /** No user has the id: the change is to create one ({@code If-None-Match: *}). */
    record IsNew() implements Precondition {
        @Override
        public boolean isMetBy(Optional<Entry> current) {
            return current.isEmpty();
        }
    }

    /** A user has the id, in whichever version ({@code If-Match: *}). */
    record Exists() implements Precondition {
        @Override
        public boolean isMetBy(Optional<Entry> current) {
            return current.isPresent();
        }
    }

    /**
     * The user is still what the caller saw ({@code If-Match: "7"}).
     *
     * @param versions the versions of which one must be the current one
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
