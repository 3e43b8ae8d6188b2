package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Ids of which the last arrives only when a latch is open. */
final class PausedIds implements Iterator<UserId> {
    private final List<UserId> ids;
    private final CountDownLatch beforeLast;
    private int next;

    PausedIds(List<UserId> ids, CountDownLatch beforeLast) {
        this.ids = ids;
        this.beforeLast = beforeLast;
    }

    @Override
    public boolean hasNext() {
        return next < ids.size();
    }

    @Override
    public UserId next() {
        if (next == ids.size() - 1) {
            try {
                beforeLast.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return ids.get(next++);
    }
}
