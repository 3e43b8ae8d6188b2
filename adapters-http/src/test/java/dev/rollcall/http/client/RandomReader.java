package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.http.client.RandomScript.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A listener that takes answers one by one, at its own pace. */
final class RandomReader implements CallListener {
    /** How long a stuck listener blocks beyond the deadline. */
    private static final Duration BEHIND = Duration.ofMillis(50);

    private static final int MOST_MILLIS = 5;

    private final Reading reading;
    private final Duration deadline;
    private final List<Answer> told = new ArrayList<>();

    RandomReader(RandomScript script) {
        this.reading = script.reading();
        this.deadline = script.policy().deadline();
    }

    /** Returns the answers it got, in order. */
    List<Answer> told() {
        return told;
    }

    @Override
    public void answered(Answer answer) {
        told.add(answer);
        try {
            Thread.sleep(pause(answer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause(Answer answer) {
        if (reading == Reading.STUCK) {
            return told.size() == 1 ? deadline.plus(BEHIND) : Duration.ZERO;
        }
        return Duration.ofMillis(Math.floorMod(answer.id().hashCode(), MOST_MILLIS));
    }
}
