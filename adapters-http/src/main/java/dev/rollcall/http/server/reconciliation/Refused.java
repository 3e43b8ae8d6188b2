package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.Run;
import dev.rollcall.http.server.web.Problem;
import io.helidon.http.Status;
import java.util.List;
import java.util.Optional;

/**
 * A decision that was not carried out, for the page that says so.
 *
 * @param status the status of the page
 * @param sentence why, for a person
 * @param run the run that stands in the way; empty if none does
 * @param users the users who do
 */
record Refused(Status status, String sentence, Optional<Run> run, List<UserId> users) {
    Refused {
        users = List.copyOf(users);
    }

    private Refused(Status status, String sentence) {
        this(status, sentence, Optional.empty(), List.of());
    }

    /**
     * Returns why nothing was done; empty if it was.
     *
     * @param id the number of the run
     * @throws Problem.Refusal if there is no such run
     */
    static Optional<Refused> of(Decision decision, String id) {
        return switch (decision) {
            case Decision.Accepted accepted -> Optional.empty();
            case Decision.Unknown unknown -> throw RunNumber.unknown(id);
            case Decision.Overtaken overtaken ->
                Optional.of(new Refused(
                        Status.PRECONDITION_FAILED_412,
                        "Nothing was done: somebody else was faster, and the run isn’t any more what this page showed."
                                + " This is how it is now."));
            case Decision.Unfit unfit ->
                Optional.of(new Refused(
                        Status.CONFLICT_409,
                        "Nothing was done: the run is "
                                + RunSentence.of(unfit.run().acts().getLast()) + ", and then that can’t be decided."));
            case Decision.Expired expired ->
                Optional.of(new Refused(
                        Status.CONFLICT_409,
                        "Nothing was done: the plan had become too old, and has expired. Begin another run."));
            case Decision.Busy busy -> Optional.of(busy(busy.other()));
            case Decision.Drifted drifted ->
                Optional.of(new Refused(
                        Status.CONFLICT_409,
                        "Nothing was done, since these users changed after the plan was made:",
                        Optional.empty(),
                        drifted.users()));
        };
    }

    private static Refused busy(Run other) {
        return new Refused(
                Status.CONFLICT_409,
                "Nothing was done: one run is worked on at a time, and now that is",
                Optional.of(other),
                List.of());
    }
}
