package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A bounded queue of ids from the thread that reads them to the loop that asks for them. */
final class StreamedIds implements Ids {
    private static final int CAPACITY = 1024;

    private final Deque<UserId> ids = new ArrayDeque<>();
    private Runnable wake = () -> {};
    private boolean wantsMore;
    private boolean ended;

    /** Sets the callback for when ids arrive after the queue was empty. */
    synchronized void whenSome(Runnable call) {
        wake = call;
    }

    /** Returns the reader's task, which ends when all ids are queued. */
    Callable<Void> bring(Iterator<UserId> source) {
        return () -> {
            try {
                while (source.hasNext()) {
                    put(source.next());
                }
                return null;
            } finally {
                end();
            }
        };
    }

    private synchronized void put(UserId id) throws InterruptedException {
        while (ids.size() >= CAPACITY) {
            wait();
        }
        ids.add(id);
        tell();
    }

    private synchronized void end() {
        ended = true;
        tell();
    }

    private void tell() {
        notifyAll();
        if (wantsMore) {
            wantsMore = false;
            wake.run();
        }
    }

    @Override
    public synchronized @Nullable UserId poll() {
        UserId id = ids.pollFirst();
        wantsMore = id == null;
        if (ids.size() == CAPACITY / 2 || id == null) {
            notifyAll();
        }
        return id;
    }

    /** Takes the next one; waits for it. Returns null at the end. */
    synchronized @Nullable UserId take() throws InterruptedException {
        while (ids.isEmpty() && !ended) {
            wait();
        }
        notifyAll();
        return ids.pollFirst();
    }

    @Override
    public synchronized boolean isAtEnd() {
        wantsMore = ids.isEmpty() && !ended;
        return ended && ids.isEmpty();
    }
}
