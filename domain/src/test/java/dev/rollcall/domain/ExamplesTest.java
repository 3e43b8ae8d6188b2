package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.ListingWalk;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Plan;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Proof;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Sightings;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.reconciliation.Verdict;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc. */
final class ExamplesTest {
    private static final Attempts ONCE = new Attempts(1, Duration.ZERO, Duration.ofMillis(20));

    /** A remote that knows the users 0 to 3. */
    private static RollCall remote(Roster roster, CallPolicy policy, CallListener listener) {
        List<Answer> answers = roster.ids().stream()
                .<Answer>map(id -> Long.parseLong(id.value()) < 4
                        ? new Answer.Present(new User(id, "User " + id, ""), ONCE)
                        : new Answer.Absent(id, ONCE))
                .toList();
        answers.forEach(listener::answered);
        return new RollCall(roster, answers, Duration.ofMillis(20));
    }

    @Test
    void a_roll_call() throws InterruptedException {
        Directory directory = new MapDirectory();
        var user = new User(new UserId("4"), "User 4", "");
        directory.save(user, new Precondition.IsNew(), new Attribution(new Actor("test"), Instant.EPOCH));
        RemoteUsers remote = ExamplesTest::remote;
        // @start region="roll-call"
        Roster roster = Roster.first(0, 5);
        RollCall call = remote.call(roster, CallPolicy.DEFAULT.withDeadline(Duration.ofMillis(800)));
        List<String> report = new ArrayList<>(call.warnings());
        for (Answer answer : call.answers()) {
            if (!answer.isProven()) {
                report.add(answer.id() + ": unknown, " + answer.explanation());
            } else if (answer instanceof Answer.Absent
                    && directory.find(answer.id()).isPresent()) {
                report.add(answer.id() + ": only in the directory");
            }
        }
        // @end
        assertThat(report).containsExactly("4: only in the directory");
    }

    @Test
    void rosters() {
        // @start region="rosters"
        Roster numbers = Roster.first(0, 3); // "0", "1", "2"
        Roster given = Roster.of(List.of(new UserId("b"), new UserId("a"), new UserId("b"))); // "b", "a"
        // @end
        assertThat(numbers.ids()).extracting(UserId::value).containsExactly("0", "1", "2");
        assertThat(given.ids()).extracting(UserId::value).containsExactly("b", "a");
    }

    @Test
    void a_listing() throws ListingFailure, InterruptedException {
        RemoteListing listing = cursor -> cursor.isEmpty()
                ? new ListedPage(List.of(new User(new UserId("1"), "Ada", "")), Optional.of("2"))
                : new ListedPage(List.of(new User(new UserId("2"), "Grace", "")), Optional.empty());
        List<String> names = new ArrayList<>();
        // @start region="listing"
        var walk = new ListingWalk(listing, Optional.empty());
        while (walk.hasNext()) {
            for (User user : walk.next().users()) { // throws ListingFailure if the listing is cut
                names.add(user.name());
            }
        }
        // @end
        assertThat(names).containsExactly("Ada", "Grace");
    }

    @Test
    void a_reconciliation() {
        Instant now = Instant.parse("2026-03-02T00:00:00Z");
        var left = new User(new UserId("4"), "User 4", "");
        List<Entry> directory = List.of(new Entry(left, 1, Instant.EPOCH));
        RollCall call = remote(Roster.first(3, 2), CallPolicy.DEFAULT, CallListener.NOBODY);
        Map<UserId, Sightings> seen = Map.of(
                left.id(),
                Sightings.present(Instant.EPOCH)
                        .after(Proof.called(new Answer.Absent(left.id(), ONCE), now.minus(Duration.ofDays(1)))));
        // @start region="reconciliation"
        var policy = Policy.DEFAULT.withAbsence(new AbsenceRule(2, Duration.ofHours(24)));
        var reconciliation = new Reconciliation(policy, Soundness.DEFAULT, Limits.NONE);
        List<Proof> proofs =
                call.answers().stream().map(answer -> Proof.called(answer, now)).toList();
        Plan plan = reconciliation.plan(directory, proofs, seen, true);
        List<String> todo = plan.changes()
                .map(change -> "%s %s: the remote said %s"
                        .formatted(
                                change.kind().word(),
                                change.id(),
                                change.proof().answer().outcome()))
                .toList();
        // @end
        assertThat(todo).containsExactly("create 3: the remote said present", "deactivate 4: the remote said absent");
        assertThat(plan.verdict()).isEqualTo(new Verdict.Ready());
    }

    // @start region="answers"
    static String inWords(Answer answer) {
        return switch (answer) {
            case Answer.Present present -> present.user().name();
            case Answer.Absent absent -> "no such user";
            case Answer.Late late -> "no answer in time";
            case Answer.Failed failed -> failed.reason().label() + ": " + failed.detail();
        };
    }
    // @end

    @Test
    void answers() {
        var id = new UserId("7");
        assertThat(inWords(new Answer.Present(new User(id, "Ada", ""), ONCE))).isEqualTo("Ada");
        assertThat(inWords(new Answer.Absent(id, ONCE))).isEqualTo("no such user");
        assertThat(inWords(new Answer.Late(id, Attempts.NONE))).isEqualTo("no answer in time");
        assertThat(inWords(new Answer.Failed(id, Answer.Reason.STATUS, "503", ONCE)))
                .isEqualTo("status: 503");
    }
}
