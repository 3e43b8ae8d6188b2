package dev.rollcall.domain.reconciliation;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs from recorded answers: the directory and the remote both have Ann, who keeps them sound. */
final class RecordedRuns {
    static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    static final Reconciliation USUAL = new Reconciliation(Policy.DEFAULT, Soundness.DEFAULT, Limits.NONE);

    static User user(String id, String name) {
        return new User(new UserId(id), name, id + "@example.org");
    }

    static Entry entry(User user) {
        return new Entry(user, 7, DAY.minus(Duration.ofDays(1)));
    }

    static Proof present(User user, Instant at) {
        return Proof.called(new Answer.Present(user, Attempts.NONE), at);
    }

    static Proof absent(String id, Instant at) {
        return Proof.called(new Answer.Absent(new UserId(id), Attempts.NONE), at);
    }

    static Proof late(String id, Instant at) {
        return Proof.called(new Answer.Late(new UserId(id), Attempts.NONE), at);
    }

    /** Somebody who keeps a run sound. */
    static final User ANN = user("ann", "Ann");

    static Plan plan(Reconciliation how, List<Entry> directory, List<Proof> proofs, Map<UserId, Sightings> seen) {
        List<Entry> all = new ArrayList<>(directory);
        all.add(entry(ANN));
        List<Proof> heard = new ArrayList<>(proofs);
        heard.add(present(ANN, proofs.isEmpty() ? DAY : proofs.getFirst().at()));
        return how.plan(all, heard, seen, true);
    }

    static Line only(Plan plan, String id) {
        return plan.lines().stream()
                .filter(line -> line.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private RecordedRuns() {}
}
