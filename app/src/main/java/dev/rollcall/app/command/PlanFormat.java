package dev.rollcall.app.command;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import java.io.IOException;
import java.io.PrintStream;

/** How a plan is printed. */
enum PlanFormat {
    /** For a person: what changes, and some of what else there is to say. */
    TABLE {
        @Override
        void write(Run run, Reconciler reconciler, UserFields fields, PrintStream out) {
            new PlanTable(reconciler, out).write(run);
        }
    };

    /** Writes the lines of a run. */
    abstract void write(Run run, Reconciler reconciler, UserFields fields, PrintStream out) throws IOException;
}
