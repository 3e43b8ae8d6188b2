package dev.rollcall.http.client;

import dev.rollcall.domain.Answer;

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

    /** About four times a second: whoever waits may have gone. */
    void waiting();
}
