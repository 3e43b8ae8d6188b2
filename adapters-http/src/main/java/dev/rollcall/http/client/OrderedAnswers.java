package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Reorders answers: hands them over in the order of their ids, whatever the order in which they arrive. */
final class OrderedAnswers implements AnswerSink {
    /** How long answers may be buffered, so that those in quick succession are flushed together. */
    private static final long SETTLING = Duration.ofMillis(5).toNanos();

    private final HandOver handOver;
    private final Map<Integer, Answer> early = new HashMap<>();
    private int next;
    private RollCall.Counts counts = RollCall.Counts.NONE;
    private boolean isUnsettled;
    private long settlesAt;

    OrderedAnswers(HandOver handOver) {
        this.handOver = handOver;
    }

    @Override
    public void add(int place, Answer answer) {
        early.put(place, answer);
        for (Answer ready = early.remove(next); ready != null; ready = early.remove(next)) {
            next++;
            counts = counts.plus(ready);
            handOver.answered(ready);
            unsettle();
        }
    }

    private void unsettle() {
        if (!isUnsettled) {
            isUnsettled = true;
            settlesAt = System.nanoTime() + SETTLING;
        }
    }

    @Override
    public long settlesAt(long latest) {
        return isUnsettled && settlesAt - latest < 0 ? settlesAt : latest;
    }

    @Override
    public void settle() {
        if (isUnsettled && settlesAt - System.nanoTime() <= 0) {
            settleNow();
        }
    }

    /** Flushes buffered answers. */
    void settleNow() {
        isUnsettled = false;
        handOver.settled();
    }

    /** Adds the answer of an id behind all others. */
    void addLast(Answer answer) {
        add(next, answer);
    }

    @Override
    public void whenRoom(Runnable wake) {
        handOver.whenRoom(wake);
    }

    @Override
    public boolean hasRoom(int begun) {
        return handOver.hasRoom(begun);
    }

    @Override
    public void waiting() {
        handOver.waiting();
    }

    RollCall.Counts counts() {
        return counts;
    }
}
