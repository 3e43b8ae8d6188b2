package dev.rollcall.app.command;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.run.LineQuery;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.http.format.runs.RunFile;
import dev.rollcall.http.format.users.Formulas;
import dev.rollcall.http.format.users.UserFormat;
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
    },
    /** All lines, an object each, as in the API. */
    NDJSON {
        @Override
        void write(Run run, Reconciler reconciler, UserFields fields, PrintStream out) throws IOException {
            new RunFile(UserFormat.NDJSON, fields, Formulas.KEPT).write(reconciler, run.id(), ALL, out);
        }
    },
    /** All lines, a row each, as in the API. */
    CSV {
        @Override
        void write(Run run, Reconciler reconciler, UserFields fields, PrintStream out) throws IOException {
            new RunFile(UserFormat.CSV, fields, Formulas.KEPT).write(reconciler, run.id(), ALL, out);
        }
    };

    private static final LineQuery ALL = LineQuery.first(1000);

    /** Writes the lines of a run. */
    abstract void write(Run run, Reconciler reconciler, UserFields fields, PrintStream out) throws IOException;
}
