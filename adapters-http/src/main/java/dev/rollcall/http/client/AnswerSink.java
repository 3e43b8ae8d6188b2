package dev.rollcall.http.client;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.response.RemoteResponse;
import java.util.Optional;

/** Receives the answers of a roll call, on the thread of its loop. */
interface AnswerSink {
    /** Takes the answer of the id at this place of the roster. */
    void add(int place, Answer answer);

    /** Sets the callback for when there is room again. */
    default void whenRoom(Runnable wake) {}

    /** Returns whether another id may be begun after {@code begun} ids. If not, the callback is called once it may. */
    default boolean hasRoom(int begun) {
        return true;
    }

    /** Returns when buffered answers are due to be flushed, at most {@code latest}. */
    default long settlesAt(long latest) {
        return latest;
    }

    /** Flushes buffered answers if they are due. */
    default void settle() {}

    /** Takes what an attempt led to; there may be further ones for its id. */
    default void attempted(Attempt attempt, Optional<RemoteResponse> response, Reply reply) {}

    /** Heartbeat, about four times a second; throws if the caller has gone. */
    void waiting();
}
