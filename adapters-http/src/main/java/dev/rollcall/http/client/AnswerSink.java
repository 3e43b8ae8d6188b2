package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;

/** Where the answers of a roll call go. For the thread of its loop. */
interface Answers {
    /** An id has its answer. */
    void add(int place, Answer answer);

    /** Tells whom to wake when there is room again. */
    default void whenRoom(Runnable wake) {}

    /** Returns whether another id may be begun, when so many were. If not, the loop is woken when it may. */
    default boolean hasRoom(int begun) {
        return true;
    }

    /** Returns when answers are to be passed on that were collected, but the time given at the latest. */
    default long settlesAt(long latest) {
        return latest;
    }

    /** Passes answers on that were collected, if it is time. */
    default void settle() {}

    /** About four times a second: whoever waits may have gone. */
    void waiting();
}
