package dev.rollcall.http.server.directory;

import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.History;
import java.util.Optional;

/**
 * The page of a user.
 *
 * @param id the user's id
 * @param entry the user in the directory; empty if it was removed
 * @param form the form that changes it
 * @param history the changes
 * @param seen what runs have seen of it on the remote; empty if nothing
 * @param notice the change just made; empty if none
 */
record UserSheet(
        UserId id,
        Optional<Entry> entry,
        UserForm form,
        History history,
        Optional<Watch.Seen> seen,
        Optional<Notice> notice) {
    /** The change just made. It is a parameter of the redirect's address, and shown only if it can be true. */
    enum Notice {
        ADDED("Added."),
        SAVED("Saved."),
        REMOVED("Removed.");

        private final String text;

        Notice(String text) {
            this.text = text;
        }

        String word() {
            return Text.word(this);
        }

        String text() {
            return text;
        }
    }

    UserSheet {
        notice = notice.filter(done -> entry.isPresent() != (done == Notice.REMOVED));
    }
}
