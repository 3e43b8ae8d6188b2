package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a run found for one user, and what is to be done about it. Each has its proof. */
public sealed interface Line {
    /** Returns what the remote said. */
    Proof proof();

    /** Returns the kind. */
    Kind kind();

    /** Returns the user's id. */
    default UserId id() {
        return proof().id();
    }

    /** The kind of a line. */
    enum Kind {
        /** The user is to be created. */
        CREATE,
        /** Fields are to be changed. */
        UPDATE,
        /** The user is to be deactivated, being gone, or inactive on the remote. */
        DEACTIVATE,
        /** The user is to be activated, being back, or active on the remote. */
        REACTIVATE,
        /** The user is to be deleted, being gone for the grace period. */
        DELETE,
        /** Both sides agree. */
        SAME,
        /** Only the remote has the user, who isn't to be created. */
        JOINER,
        /** The user is absent, which doesn't count as gone yet, or nothing is done about. */
        WATCHED,
        /** The user is absent, and the remote never knew the user. */
        LOCAL,
        /** The user would be changed, but is protected. */
        PROTECTED,
        /** Nothing is proven. */
        UNDECIDED;

        /** Returns the name in lower case. */
        public String word() {
            return Text.word(this);
        }

        /** Returns whether lines of this kind change the directory. */
        public boolean isAction() {
            return compareTo(SAME) < 0;
        }

        /** Returns the kind with the word; empty if there is none. */
        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findAny();
        }
    }

    /** A line that changes the directory. */
    sealed interface Action extends Line {
        /** Returns the user in the directory, whose version must be the same when the line is applied; empty for one to be created. */
        Optional<Entry> before();

        /** Returns the user as it is to be; empty for one to be deleted. */
        Optional<User> after();

        /** Returns the fields that change, in their order. */
        default List<UserField> fields() {
            return User.differences(before().map(Entry::user), after());
        }
    }

    /** A line that changes a user who is in the directory. */
    sealed interface Revision extends Action {
        /** Returns the user in the directory. */
        Entry entry();

        /** Returns the user as it is to be. */
        User user();

        @Override
        default Optional<Entry> before() {
            return Optional.of(entry());
        }

        @Override
        default Optional<User> after() {
            return Optional.of(user());
        }
    }

    /** Create the user. */
    record Create(User user, Proof proof) implements Action {
        @Override
        public Kind kind() {
            return Kind.CREATE;
        }

        @Override
        public Optional<Entry> before() {
            return Optional.empty();
        }

        @Override
        public Optional<User> after() {
            return Optional.of(user);
        }
    }

    /** Change fields other than whether the user is active. */
    record Update(Entry entry, User user, Proof proof) implements Revision {
        @Override
        public Kind kind() {
            return Kind.UPDATE;
        }

        @Override
        public Optional<Entry> before() {
            return Optional.of(entry);
        }

        @Override
        public Optional<User> after() {
            return Optional.of(user);
        }
    }

    /** Deactivate the user, and change other fields if the remote tells them. */
    record Deactivate(Entry entry, User user, Proof proof) implements Revision {
        @Override
        public Kind kind() {
            return Kind.DEACTIVATE;
        }

        @Override
        public Optional<Entry> before() {
            return Optional.of(entry);
        }

        @Override
        public Optional<User> after() {
            return Optional.of(user);
        }
    }

    /** Activate the user, and change other fields. */
    record Reactivate(Entry entry, User user, Proof proof) implements Revision {
        @Override
        public Kind kind() {
            return Kind.REACTIVATE;
        }

        @Override
        public Optional<Entry> before() {
            return Optional.of(entry);
        }

        @Override
        public Optional<User> after() {
            return Optional.of(user);
        }
    }

    /** Delete the user. */
    record Delete(Entry entry, Proof proof) implements Action {
        @Override
        public Kind kind() {
            return Kind.DELETE;
        }

        @Override
        public Optional<Entry> before() {
            return Optional.of(entry);
        }

        @Override
        public Optional<User> after() {
            return Optional.empty();
        }
    }

    /** Both sides agree, or the directory has what is to be done already. */
    record Same(Entry entry, Proof proof) implements Line {
        @Override
        public Kind kind() {
            return Kind.SAME;
        }
    }

    /** Only the remote has the user. */
    record Joiner(User user, Proof proof) implements Line {
        @Override
        public Kind kind() {
            return Kind.JOINER;
        }
    }

    /**
     * The user is absent.
     *
     * @param entry the user
     * @param absences in how many sound runs that was proven, this one included
     * @param needed in how many it must be proven
     * @param since when it was first proven
     * @param proof the last proof
     */
    record Watched(Entry entry, int absences, int needed, Instant since, Proof proof) implements Line {
        @Override
        public Kind kind() {
            return Kind.WATCHED;
        }
    }

    /** The user is absent, and the remote never knew the user. */
    record Local(Entry entry, Proof proof) implements Line {
        @Override
        public Kind kind() {
            return Kind.LOCAL;
        }
    }

    /**
     * The user is protected.
     *
     * @param entry the user
     * @param otherwise the kind of the change that there would be
     * @param proof why
     */
    record Protected(Entry entry, Kind otherwise, Proof proof) implements Line {
        @Override
        public Kind kind() {
            return Kind.PROTECTED;
        }
    }

    /**
     * Nothing is proven.
     *
     * @param why for a person, without a full stop
     * @param proof what there is in place of a proof
     */
    record Undecided(String why, Proof proof) implements Line {
        @Override
        public Kind kind() {
            return Kind.UNDECIDED;
        }
    }
}
