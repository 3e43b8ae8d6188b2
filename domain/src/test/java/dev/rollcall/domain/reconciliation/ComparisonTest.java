package dev.rollcall.domain.reconciliation;

import static dev.rollcall.domain.reconciliation.RecordedRuns.DAY;
import static dev.rollcall.domain.reconciliation.RecordedRuns.USUAL;
import static dev.rollcall.domain.reconciliation.RecordedRuns.absent;
import static dev.rollcall.domain.reconciliation.RecordedRuns.entry;
import static dev.rollcall.domain.reconciliation.RecordedRuns.only;
import static dev.rollcall.domain.reconciliation.RecordedRuns.plan;
import static dev.rollcall.domain.reconciliation.RecordedRuns.present;
import static dev.rollcall.domain.reconciliation.RecordedRuns.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines of plans, one by one. */
final class ComparisonTest {
    @Test
    void fields_are_changed_as_the_policy_says() {
        User here = user("1", "Bea").with(Map.of(UserField.attribute("room"), "12"));
        User there = user("1", "Bea Lee").with(Map.of(UserField.EMAIL, "", UserField.attribute("room"), "13"));
        var policy = Policy.DEFAULT.withFields(Map.of(
                UserField.NAME, Precedence.REMOTE_WINS,
                UserField.EMAIL, Precedence.FILL_BLANKS));
        Line line = only(
                plan(
                        new Reconciliation(policy, Soundness.DEFAULT, Limits.NONE),
                        List.of(entry(here)),
                        List.of(present(there, DAY)),
                        Map.of()),
                "1");
        assertThat(line).isInstanceOfSatisfying(Line.Update.class, update -> {
            assertThat(update.fields()).containsExactly(UserField.NAME);
            assertThat(update.user()).isEqualTo(here.with(Map.of(UserField.NAME, "Bea Lee")));
        });
    }

    @Test
    void a_user_of_the_remote_alone_is_created_with_what_the_remote_tells() {
        User joiner = user("2", "Cem").with(Map.of(UserField.attribute("room"), "1"));
        assertThat(only(plan(USUAL, List.of(), List.of(present(joiner, DAY)), Map.of()), "2"))
                .isInstanceOfSatisfying(
                        Line.Create.class, create -> assertThat(create.user()).isEqualTo(user("2", "Cem")));
    }

    @Test
    void who_was_deactivated_for_being_gone_is_reactivated_when_back() {
        User inactive = user("1", "Bea").with(Map.of(UserField.ACTIVE, "false"));
        Map<UserId, Sightings> seen = Map.of(
                new UserId("1"), Sightings.present(DAY).after(absent("1", DAY)).deactivated(DAY));
        Plan back = plan(
                USUAL,
                List.of(entry(inactive)),
                List.of(present(user("1", "Bea"), DAY.plus(Duration.ofDays(1)))),
                seen);
        assertThat(only(back, "1").kind()).isEqualTo(Line.Kind.REACTIVATE);
        Plan again = plan(
                USUAL,
                List.of(entry(inactive)),
                List.of(present(user("1", "Bea"), DAY.plus(Duration.ofDays(2)))),
                back.sightings());
        assertThat(only(again, "1").kind()).as("not applied yet").isEqualTo(Line.Kind.REACTIVATE);
        Plan byHand = plan(USUAL, List.of(entry(inactive)), List.of(present(user("1", "Bea"), DAY)), Map.of());
        assertThat(only(byHand, "1").kind()).as("deactivated by a person").isEqualTo(Line.Kind.SAME);
    }

    @Test
    void who_is_gone_is_deleted_only_when_inactive_for_the_grace_period() {
        var deleting =
                new Reconciliation(Policy.DEFAULT.withRemovals(Policy.Removals.DELETE), Soundness.DEFAULT, Limits.NONE);
        User inactive = user("1", "Bea").with(Map.of(UserField.ACTIVE, "false"));
        Map<UserId, Sightings> seen =
                Map.of(new UserId("1"), Sightings.present(DAY).after(absent("1", DAY)));
        Entry entry = new Entry(inactive, 3, DAY);
        Plan early = plan(deleting, List.of(entry), List.of(absent("1", DAY.plus(Duration.ofDays(29)))), seen);
        assertThat(only(early, "1").kind()).isEqualTo(Line.Kind.WATCHED);
        Plan due = plan(deleting, List.of(entry), List.of(absent("1", DAY.plus(Duration.ofDays(30)))), seen);
        assertThat(only(due, "1").kind()).isEqualTo(Line.Kind.DELETE);
        Plan keeping = plan(USUAL, List.of(entry), List.of(absent("1", DAY.plus(Duration.ofDays(30)))), seen);
        assertThat(only(keeping, "1").kind()).isEqualTo(Line.Kind.SAME);
    }

    @Test
    void who_is_protected_is_never_changed() {
        User boss = user("1", "Bea").with(Map.of(UserField.attribute("role"), "admin"));
        for (Protection protection : List.of(
                new Protection(Set.of(new UserId("1")), Map.of()),
                new Protection(Set.of(), Map.of(UserField.attribute("role"), "admin")))) {
            var careful = new Reconciliation(Policy.DEFAULT.withProtection(protection), Soundness.DEFAULT, Limits.NONE);
            Map<UserId, Sightings> seen =
                    Map.of(new UserId("1"), Sightings.present(DAY).after(absent("1", DAY)));
            Plan gone = plan(careful, List.of(entry(boss)), List.of(absent("1", DAY.plus(Duration.ofDays(9)))), seen);
            assertThat(only(gone, "1"))
                    .isInstanceOfSatisfying(
                            Line.Protected.class,
                            line -> assertThat(line.otherwise()).isEqualTo(Line.Kind.DEACTIVATE));
            Plan renamed = plan(careful, List.of(entry(boss)), List.of(present(user("1", "B"), DAY)), Map.of());
            assertThat(only(renamed, "1").kind()).isEqualTo(Line.Kind.PROTECTED);
        }
    }
}
