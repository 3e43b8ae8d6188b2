package dev.rollcall.app.command;

import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunState;
import java.time.Duration;
import java.util.Locale;

/** Waits until a run isn't being worked on any more, and shows how far it is. */
final class RunFollower {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Reconciler reconciler;
    private final Progress progress;

    RunFollower(Reconciler reconciler, Progress progress) {
        this.reconciler = reconciler;
        this.progress = progress;
    }

    /** Returns the run as it is then. */
    Run follow(long id) throws InterruptedException {
        while (true) {
            Run run = reconciler.find(id).orElseThrow();
            if (!run.state().isWorking()) {
                return run;
            }
            progress.show(text(run));
            Thread.sleep(PAUSE);
        }
    }

    private static String text(Run run) {
        boolean isCalling = run.state() == RunState.CALLING;
        long done = isCalling
                ? run.tally().counts().answers()
                : run.tally().applied() + run.tally().skipped();
        long total = isCalling ? run.tally().expected() : run.tally().counts().changes();
        return String.format(
                Locale.ROOT,
                "run %d: %,d of %,d %s",
                run.id(),
                done,
                Math.max(done, total),
                isCalling ? "users asked for" : "lines applied");
    }
}
