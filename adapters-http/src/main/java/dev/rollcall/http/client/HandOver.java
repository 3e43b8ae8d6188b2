package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Queue of events from the loop of a roll call to the calling thread, whose listener may block. It is bounded by back-pressure: the loop
 * asks {@link #hasRoom} before it begins an id. Safe for use by these two threads.
 */
final class HandOver implements CallListener {
    private List<Event> events = new ArrayList<>();
    private final int bound;
    private Runnable wake = () -> {};
    private int told;
    private int begun;
    private boolean wantsRoom;
    private boolean isBusy;
    private boolean awaitsEvents;
    private boolean awaitsRoom;

    /** An event for the listener. */
    private sealed interface Event {
        /** An answer arrived. */
        record Answered(Answer answer) implements Event {}

        /** Flush. */
        record Settled() implements Event {}

        /** Heartbeat. */
        record Waiting() implements Event {}

        /** No more events. */
        record Ended() implements Event {}
    }

    /**
     * Creates an empty queue.
     *
     * @param bound how many ids may be begun and not delivered yet
     */
    HandOver(int bound) {
        this.bound = bound;
    }

    /** Sets the callback for when there is room again. */
    synchronized void whenRoom(Runnable loop) {
        this.wake = loop;
    }

    @Override
    public synchronized void answered(Answer answer) {
        put(new Event.Answered(answer));
    }

    @Override
    public synchronized void settled() {
        put(new Event.Settled());
    }

    @Override
    public synchronized void waiting() {
        if (events.isEmpty() && !isBusy) {
            put(new Event.Waiting());
        }
    }

    @Override
    public boolean isPrompt() {
        return true;
    }

    /** Returns the task, followed by the event that ends {@link #tellAll}. */
    <T> Callable<T> endingWith(Callable<T> task) {
        return () -> {
            try {
                return task.call();
            } finally {
                end();
            }
        };
    }

    private synchronized void end() {
        put(new Event.Ended());
    }

    private void put(Event event) {
        events.add(event);
        if (awaitsEvents) {
            awaitsEvents = false;
            notifyAll();
        }
    }

    /** Returns whether another id may be begun after so many. If not, the callback is called once it may. */
    synchronized boolean hasRoom(int begunUntilNow) {
        begun = begunUntilNow;
        wantsRoom = begun - told >= bound;
        return !wantsRoom;
    }

    /** Waits until there is room for another event. */
    synchronized void awaitRoom() throws InterruptedException {
        while (events.size() >= bound) {
            awaitsRoom = true;
            wait();
        }
    }

    /**
     * Delivers all events to the listener, on the calling thread, until the end.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    void tellAll(CallListener listener) throws InterruptedException {
        boolean goesOn = true;
        while (goesOn) {
            for (Event event : take()) {
                tell(listener, event);
                goesOn &= !(event instanceof Event.Ended);
            }
        }
    }

    private void tell(CallListener listener, Event event) {
        switch (event) {
            case Event.Answered answered -> {
                listener.answered(answered.answer());
                told();
            }
            case Event.Settled settled -> listener.settled();
            case Event.Waiting waiting -> listener.waiting();
            case Event.Ended ended -> {}
        }
    }

    /** Takes all events; waits until there is one. */
    private synchronized List<Event> take() throws InterruptedException {
        isBusy = false;
        while (events.isEmpty()) {
            awaitsEvents = true;
            wait();
        }
        isBusy = true;
        List<Event> all = events;
        events = new ArrayList<>();
        if (awaitsRoom) {
            awaitsRoom = false;
            notifyAll();
        }
        return all;
    }

    private synchronized void told() {
        told++;
        if (wantsRoom && begun - told <= bound / 2) {
            wantsRoom = false;
            wake.run();
        }
    }
}
