package dev.rollcall.domain.rollcall;

/**
 * Follows a roll call while it runs. All methods are called by the thread that called the roll, one at a time. What a method throws
 * cancels the roll call and is thrown from it.
 */
@FunctionalInterface
public interface CallListener {
    /** Ignores everything. */
    CallListener NOBODY = waitingFor(() -> {});

    /**
     * An answer arrived. This may block for any time without affecting other roll calls. Meanwhile a bounded number of further ids is
     * asked, so that the next answers are ready. Requests in flight still end by their deadlines, and the deadline of the roll call
     * doesn't move.
     */
    void answered(Answer answer);

    /**
     * Flush: buffered answers should be passed on, since the next one may take long. Where ids are streamed, it is called within a few
     * milliseconds of each answer, once for all that arrived meanwhile.
     */
    default void settled() {}

    /**
     * Heartbeat: no answer arrived for a while. It is called about four times a second; throw if the roll call is no longer wanted.
     */
    default void waiting() {}

    /**
     * Returns whether no method ever blocks. If so, the roll call needs no second thread to keep it going while the first one runs the
     * listener.
     */
    default boolean isPrompt() {
        return false;
    }

    /**
     * Returns a listener that ignores answers and only checks whether the roll call is still wanted.
     *
     * @param check is called about four times a second, must not block, and throws to cancel
     */
    static CallListener waitingFor(Runnable check) {
        return new CallListener() {
            @Override
            public void answered(Answer answer) {
                // the caller takes all answers at the end
            }

            @Override
            public void waiting() {
                check.run();
            }

            @Override
            public boolean isPrompt() {
                return true;
            }
        };
    }
}
