package dev.rollcall.domain.rollcall;

/**
 * Who follows a roll call while it goes on. All methods are called by the thread that called the roll, one at a time; whatever one of
 * them throws cancels the roll call, and is thrown from there.
 */
@FunctionalInterface
public interface CallListener {
    /** Nobody: a roll call that isn't followed. */
    CallListener NOBODY = waitingFor(() -> {});

    /**
     * An answer came. This may block, for as long as it likes: it harms nobody but itself. Meanwhile a few more ids are asked, so many
     * that the next answers are there; what is in flight ends by its deadline, and that of the roll call isn't moved.
     */
    void answered(Answer answer);

    /**
     * Whoever collects answers passes them on now, since the next one may take long. Where ids come one by one, it is called some
     * milliseconds after each answer at the latest, once for all that came meanwhile.
     */
    default void settled() {}

    /**
     * Nothing came for a while. It is called about four times a second, so that whoever waits can see whether that is still wanted, and
     * throw if not.
     */
    default void waiting() {}

    /**
     * Returns whether no method ever blocks. Then no second thread is needed, which keeps the roll call going while the first one is
     * with the listener.
     */
    default boolean isPrompt() {
        return false;
    }

    /**
     * Returns a listener that isn't interested in single answers, but in whether they are still wanted.
     *
     * @param check is called about four times a second, must not block, and throws if they aren't
     */
    static CallListener waitingFor(Runnable check) {
        return new CallListener() {
            @Override
            public void answered(Answer answer) {
                // all answers come together, at the end
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
