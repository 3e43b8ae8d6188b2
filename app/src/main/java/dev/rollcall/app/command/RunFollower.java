package dev.rollcall.app.command;

import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.domain.run.RunProgress;
import java.time.Duration;
import java.time.Instant;

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
            RunProgress.of(run, Instant.now())
                    .ifPresent(far -> progress.show(
                            "run %s, %s: %s".formatted(id, run.state().word(), far.inWords())));
            Thread.sleep(PAUSE);
        }
    }
}
