package dev.rollcall.http.server.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.History;
import java.util.Optional;

/**
 * A user, as the page shows it.
 *
 * @param id the user's id
 * @param entry the user as it is in the directory; empty if it was removed
 * @param form the form that changes it
 * @param history what was changed
 * @param notice what was just done; empty if nothing was
 */
record UserSheet(UserId id, Optional<Entry> entry, UserForm form, History history, Optional<Notice> notice) {
    /** What was just done to the user. It stands in the address that the form leads to, and is shown only if it can be true. */
    enum Notice {
        ADDED("Added."),
        SAVED("Saved."),
        REMOVED("Removed.");

        private final String text;

        Notice(String text) {
            this.text = text;
        }

        /** Returns the notice as it stands in an address. */
        String word() {
            return Text.word(this);
        }

        /** Returns the notice for people. */
        String text() {
            return text;
        }
    }

    UserSheet {
        notice = notice.filter(done -> entry.isPresent() != (done == Notice.REMOVED));
    }
}
