package dev.rollcall.http.server.reconciliation;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.domain.run.RunOrder.Application;
import dev.rollcall.domain.run.RunOrder.RosterKind;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The form that begins a run.
 *
 * @param roster whose roll is called
 * @param text the ids as typed
 * @param application what becomes of a plan that is ready
 * @param ids the ids, if there are no errors
 * @param error what is wrong with the ids; empty if nothing is
 */
record BeginForm(RosterKind roster, String text, Application application, List<UserId> ids, Optional<String> error) {
    /** The fields. */
    static final Set<String> FIELDS = Set.of("roster", "ids", "apply");

    BeginForm {
        ids = List.copyOf(ids);
    }

    /** Returns the form as initially shown. */
    static BeginForm blank(RunOrder usual) {
        return new BeginForm(RosterKind.DIRECTORY, "", usual.application(), List.of(), Optional.empty());
    }

    /**
     * Reads the form.
     *
     * @throws Problem.Refusal if a choice is none that it offers
     */
    static BeginForm read(Parameters fields, RunOrder usual) {
        RosterKind roster =
                fields.oneOf("roster", RosterKind.values(), RosterKind::word).orElse(RosterKind.DIRECTORY);
        Application application =
                fields.oneOf("apply", Application.values(), Application::word).orElse(usual.application());
        String text = fields.listText("ids").orElse("");
        if (roster == RosterKind.DIRECTORY) {
            return new BeginForm(roster, text, application, List.of(), Optional.empty());
        }
        try {
            List<UserId> ids = ids(fields);
            return new BeginForm(
                    roster,
                    text,
                    application,
                    ids,
                    ids.isEmpty() ? Optional.of("this is selected, but empty") : Optional.empty());
        } catch (IllegalArgumentException e) {
            return new BeginForm(roster, text, application, List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static List<UserId> ids(Parameters fields) {
        List<UserId> ids = new ArrayList<>();
        fields.list("ids").forEach(id -> ids.add(UserId.of(id)));
        return ids;
    }

    /** Returns what the run is to do. */
    RunOrder order(RunOrder usual) {
        return new RunOrder(roster, usual.rules(), application);
    }
}
