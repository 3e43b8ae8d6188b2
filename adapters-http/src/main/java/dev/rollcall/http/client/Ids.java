package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Roster;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The ids of a roll call that were not begun yet, in order. For one thread, which it doesn't hold up. */
interface Ids {
    /** Takes the next one; null if none is there now. */
    @Nullable
    UserId poll();

    /** Returns whether none is there, nor will come. */
    boolean isAtEnd();

    /** Returns those of a roster. */
    static Ids of(Roster roster) {
        Iterator<UserId> ids = roster.ids().iterator();
        return new Ids() {
            @Override
            public @Nullable UserId poll() {
                return ids.hasNext() ? ids.next() : null;
            }

            @Override
            public boolean isAtEnd() {
                return !ids.hasNext();
            }
        };
    }
}
