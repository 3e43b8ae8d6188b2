package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.Text;

/** Whose value of a field counts, for a user who is on both sides. */
public enum Precedence {
    /** The remote's, also if it is empty. */
    REMOTE_WINS {
        @Override
        String of(String directory, String remote, String usual) {
            return remote;
        }
    },
    /** The directory's. */
    DIRECTORY_WINS {
        @Override
        String of(String directory, String remote, String usual) {
            return directory;
        }
    },
    /** The directory's, or the remote's if the directory has only what is usual: nothing. */
    FILL_BLANKS {
        @Override
        String of(String directory, String remote, String usual) {
            return directory.equals(usual) ? remote : directory;
        }
    };

    /** Returns the value that counts. */
    abstract String of(String directory, String remote, String usual);

    /** Returns the name in lower case, words joined by hyphens. */
    public String word() {
        return Text.word(this);
    }
}
