package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What the loop of a roll call tells, and the thread that called takes: so that whoever is told may take its time. What was begun and not
 * told yet is bounded, since the loop asks before it begins more. Safe for use by two threads.
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

    /** What there is to tell. */
    private sealed interface Event {
        /** An answer came. */
        record Answered(Answer answer) implements Event {}

        /** Those that were told may be passed on. */
        record Settled() implements Event {}

        /** Nothing came for a while. */
        record Waiting() implements Event {}

        /** Nothing will come any more. */
        record Ended() implements Event {}
    }

    /**
     * Creates one that is empty.
     *
     * @param bound how many ids may be begun and not told
     */
    HandOver(int bound) {
        this.bound = bound;
    }

    /** Calls somebody when there is room again. */
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

    /** Returns a task that says when it has ended. */
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

    /** Returns whether another id may be begun, when so many were; if not, the loop is woken when it may. */
    synchronized boolean hasRoom(int begunUntilNow) {
        begun = begunUntilNow;
        wantsRoom = begun - told >= bound;
        return !wantsRoom;
    }

    /** Waits until there is room for another one. */
    synchronized void awaitRoom() throws InterruptedException {
        while (events.size() >= bound) {
            awaitsRoom = true;
            wait();
        }
    }

    /**
     * Tells the listener of all there is, by the calling thread, until the end.
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

    /** Takes all there is, and waits until there is something. */
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
