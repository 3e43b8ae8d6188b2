package dev.rollcall.domain.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any plan, whatever the directory has, the remote answered and earlier runs have seen. */
final class PlanTest {
    private static final Instant NOW = Instant.parse("2026-03-31T00:00:00Z");
    private static final int IDS = 12;

    /** What is given to a plan. */
    record Given(
            Reconciliation how,
            List<Entry> directory,
            List<Proof> proofs,
            Map<UserId, Sightings> seen,
            boolean canariesHeld) {
        Plan plan() {
            return how.plan(directory, proofs, seen, canariesHeld);
        }

        Sightings seenOf(UserId id) {
            return seen.getOrDefault(id, Sightings.NONE);
        }
    }

    @Provide
    static Arbitrary<Given> anything() {
        return Combinators.combine(reconciliations(), Arbitraries.randoms(), Arbitraries.of(true, true, true, false))
                .as((how, random, canariesHeld) -> given(how, random, canariesHeld));
    }

    private static Arbitrary<Reconciliation> reconciliations() {
        Arbitrary<Policy> policies = Combinators.combine(
                        Arbitraries.of(Policy.Creation.class),
                        Arbitraries.maps(
                                Arbitraries.of(UserField.NAME, UserField.EMAIL, UserField.ACTIVE),
                                Arbitraries.of(Precedence.class)),
                        Arbitraries.of(Policy.Removals.class),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(0, 24),
                        Arbitraries.of(Protection.NOBODY, new Protection(Set.of(id(1), id(2)), Map.of())))
                .as((create, fields, removals, grace, runs, hours, protection) -> new Policy(
                        create,
                        fields,
                        removals,
                        Duration.ofDays(grace),
                        new AbsenceRule(runs, Duration.ofHours(hours)),
                        protection));
        return Combinators.combine(policies, Arbitraries.of(0, 50, 95), Arbitraries.of(Limits.NONE, Limits.DEFAULT))
                .as((policy, completeness, limits) -> new Reconciliation(policy, new Soundness(completeness), limits));
    }

    private static UserId id(int number) {
        return new UserId(Integer.toString(number));
    }

    private static User user(int number, Random random) {
        Map<UserField, String> values = new HashMap<>();
        values.put(UserField.NAME, random.nextInt(4) == 0 ? "" : "Name " + random.nextInt(2));
        values.put(UserField.EMAIL, random.nextInt(4) == 0 ? "" : random.nextInt(2) + "@example.org");
        values.put(UserField.ACTIVE, Boolean.toString(random.nextInt(3) > 0));
        return new User(id(number), values);
    }

    private static Given given(Reconciliation how, Random random, boolean canariesHeld) {
        List<Entry> directory = new ArrayList<>();
        List<Proof> proofs = new ArrayList<>();
        Map<UserId, Sightings> seen = new HashMap<>();
        for (int number = 0; number < IDS; number++) {
            if (random.nextInt(5) > 0) {
                directory.add(
                        new Entry(user(number, random), 1 + number, NOW.minus(Duration.ofDays(random.nextInt(60)))));
            }
            if (random.nextInt(8) > 0) {
                proofs.add(new Proof(answer(number, random), NOW, false));
            }
            if (random.nextInt(3) > 0) {
                seen.put(id(number), sightings(random));
            }
        }
        return new Given(how, directory, proofs, seen, canariesHeld);
    }

    private static Answer answer(int number, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Answer.Late(id(number), Attempts.NONE);
            case 1 -> new Answer.Failed(id(number), Answer.Reason.STATUS, "503", Attempts.NONE);
            case 2, 3, 4 -> new Answer.Absent(id(number), Attempts.NONE);
            default -> new Answer.Present(user(number, random), Attempts.NONE);
        };
    }

    private static Sightings sightings(Random random) {
        Sightings seen = Sightings.present(NOW.minus(Duration.ofDays(10)));
        Answer gone = new Answer.Absent(id(0), Attempts.NONE);
        for (int days = 4; days > 0 && random.nextBoolean(); days--) {
            seen = seen.after(new Proof(gone, NOW.minus(Duration.ofDays(days)), false));
        }
        return random.nextInt(4) == 0 ? seen.deactivated(NOW.minus(Duration.ofDays(1))) : seen;
    }

    @Property
    void nobody_is_removed_against_the_rules(@ForAll("anything") Given given) {
        Plan plan = given.plan();
        plan.changes().forEach(change -> {
            boolean removes = change instanceof Line.Delete
                    || (change instanceof Line.Deactivate && change.proof().answer() instanceof Answer.Absent);
            if (removes) {
                Sightings seen = given.seenOf(change.id()).after(change.proof());
                assertThat(change.proof().answer()).isInstanceOf(Answer.Absent.class);
                assertThat(plan.verdict().isSound()).isTrue();
                assertThat(given.seenOf(change.id()).isKnown()).isTrue();
                assertThat(seen.absences())
                        .isGreaterThanOrEqualTo(given.how().policy().absence().runs());
                assertThat(seen.absentFor())
                        .isGreaterThanOrEqualTo(given.how().policy().absence().over());
                assertThat(given.how().policy().removals()).isNotEqualTo(Policy.Removals.NEVER);
                assertThat(given.how().policy().protection().ids()).doesNotContain(change.id());
            }
            if (change instanceof Line.Delete delete) {
                assertThat(given.how().policy().removals()).isEqualTo(Policy.Removals.DELETE);
                assertThat(delete.entry().user().isActive()).isFalse();
                assertThat(delete.entry().changed().plus(given.how().policy().grace()))
                        .isBeforeOrEqualTo(NOW);
            }
        });
    }

    @Property
    void the_first_run_removes_nobody(@ForAll("anything") Given given) {
        Plan first = given.how().plan(given.directory(), given.proofs(), Map.of(), given.canariesHeld());
        assertThat(first.changes())
                .noneMatch(action -> action instanceof Line.Delete
                        || (action instanceof Line.Deactivate && action.proof().answer() instanceof Answer.Absent));
    }

    @Property
    void what_is_late_or_failed_changes_nobody_and_ends_absences_unless_nobody_is_present(
            @ForAll("anything") Given given) {
        Plan plan = given.plan();
        plan.lines().stream().filter(line -> !line.proof().answer().isProven()).forEach(line -> {
            assertThat(line).isInstanceOf(Line.Undecided.class);
            int before = given.seenOf(line.id()).absences();
            assertThat(plan.sightings().getOrDefault(line.id(), Sightings.NONE).absences())
                    .isEqualTo(plan.counts().present() == 0 ? before : 0);
        });
    }

    @Property
    void a_run_that_is_not_sound_counts_no_absence(@ForAll("anything") Given given) {
        Plan plan = given.plan();
        if (!plan.verdict().isSound()) {
            plan.sightings()
                    .forEach((id, sightings) -> assertThat(sightings.absences())
                            .isLessThanOrEqualTo(given.seenOf(id).absences()));
            assertThat(plan.counts().of(Line.Kind.DELETE)).isZero();
        }
    }

    @Property
    void a_plan_is_the_same_whatever_the_order_of_pages(@ForAll("anything") Given given, @ForAll Random random) {
        List<Proof> proofs = new ArrayList<>(given.proofs());
        List<Entry> directory = new ArrayList<>(given.directory());
        Collections.shuffle(proofs, random);
        Collections.shuffle(directory, random);
        assertThat(given.how().plan(directory, proofs, given.seen(), given.canariesHeld()))
                .isEqualTo(given.plan());
    }

    @Property
    void after_a_plan_is_applied_there_is_nothing_to_do(@ForAll("anything") Given given) {
        Plan plan = given.plan();
        Map<UserId, Entry> directory = new HashMap<>();
        given.directory().forEach(entry -> directory.put(entry.user().id(), entry));
        Map<UserId, Sightings> seen = new HashMap<>(plan.sightings());
        plan.changes().forEach(change -> {
            change.after()
                    .ifPresentOrElse(
                            user -> directory.put(change.id(), new Entry(user, 100, NOW)),
                            () -> directory.remove(change.id()));
            if (change instanceof Line.Deactivate && change.proof().answer() instanceof Answer.Absent) {
                seen.computeIfPresent(change.id(), (id, sightings) -> sightings.deactivated(NOW));
            }
        });
        var patient = new Policy(
                given.how().policy().create(),
                given.how().policy().fields(),
                given.how().policy().removals(),
                Duration.ofDays(100), // who was just deactivated may be deleted only later
                new AbsenceRule(100, Duration.ZERO), // and who is watched, removed only later
                given.how().policy().protection());
        Plan again = new Reconciliation(
                        patient, given.how().soundness(), given.how().limits())
                .plan(directory.values(), given.proofs(), seen, given.canariesHeld());
        assertThat(again.changes()).isEmpty();
    }

    @Property
    void lines_are_in_the_order_of_ids_and_their_counts_add_up(@ForAll("anything") Given given) {
        Plan plan = given.plan();
        assertThat(plan.lines().stream().map(line -> Integer.valueOf(line.id().value())))
                .isSorted();
        assertThat(plan.counts().kinds().values().stream()
                        .mapToLong(count -> count)
                        .sum())
                .isEqualTo(plan.lines().size());
        assertThat(IntStream.range(0, plan.lines().size())
                        .mapToObj(i -> LineCounts.of(plan.lines().get(i)))
                        .reduce(LineCounts.NONE, (one, other) -> other.plus(one)))
                .isEqualTo(plan.counts());
    }
}
