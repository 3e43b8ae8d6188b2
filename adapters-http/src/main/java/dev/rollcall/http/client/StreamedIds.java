package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Ids that one thread brings as they come, while another takes them. A few lie here between the two. */
final class Streamed implements Ids {
    private static final int CAPACITY = 1024;

    private final Deque<UserId> ids = new ArrayDeque<>();
    private Runnable wake = () -> {};
    private boolean wantsMore;
    private boolean ended;

    /** Calls the one who takes when there is something, after there was nothing. */
    synchronized void whenSome(Runnable call) {
        wake = call;
    }

    /** Returns the work of the thread that brings them, which returns when it has brought all. */
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

    /** Takes the next one, and waits for it; null if none will come. */
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
