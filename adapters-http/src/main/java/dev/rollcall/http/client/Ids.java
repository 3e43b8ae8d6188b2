package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Roster;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The ids of a roll call that were not begun yet, in order. For one thread; never blocks it. */
interface Ids {
    /** Takes the next one; null if none is available now. */
    @Nullable
    UserId poll();

    /** Returns whether none is available and none will arrive. */
    boolean isAtEnd();

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
