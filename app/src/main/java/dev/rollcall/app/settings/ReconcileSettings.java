package dev.rollcall.app.settings;

import static java.util.stream.Collectors.toMap;

import dev.rollcall.db.work.Timetable;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Precedence;
import dev.rollcall.domain.reconciliation.Protection;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.run.Routine;
import dev.rollcall.domain.run.RunOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How the directory is reconciled with the remote.
 *
 * @param rules how answers are compared, and what a plan may do
 * @param application what becomes of a plan that is ready, unless a run says otherwise
 * @param deadline how long the roll call of a page of users may take
 * @param timetable when runs begin by themselves; empty for never
 * @param keeping how long plans can be applied, and runs are kept
 */
public record ReconcileSettings(
        Reconciliation rules,
        RunOrder.Application application,
        Duration deadline,
        Optional<Timetable> timetable,
        Routine.Keeping keeping) {
    static final Declarations DECLARED = new Declarations();

    static final Setting<Policy.Creation> CREATE = DECLARED.add(
            "reconcile.create",
            "What becomes of users whom only the remote has: never (nothing), report or create.",
            word(Policy.Creation.values()),
            "create");
    static final Setting<Policy.Removals> REMOVALS = DECLARED.add(
            "reconcile.removals",
            "What becomes of users who are gone: never (nothing), deactivate, or delete after that.",
            word(Policy.Removals.values()),
            "deactivate");
    static final Setting<Duration> GRACE = DECLARED.add(
            "reconcile.grace",
            "How long a user stays deactivated before being deleted.",
            ReconcileForms.period(),
            "P30D");
    static final Setting<Optional<Precedence>> FIELDS = DECLARED.add(
            "reconcile.fields.FIELD",
            "Whose value of a mapped field counts; unset is remote-wins.",
            Form.optional(word(Precedence.values())),
            "");
    static final Setting<Integer> RUNS = DECLARED.add(
            "reconcile.absence.runs",
            "In how many sound runs in a row an absence must be proven.",
            Form.number(1, 100),
            Integer.toString(AbsenceRule.DEFAULT.runs()));
    static final Setting<Duration> OVER = DECLARED.add(
            "reconcile.absence.over",
            "How much time must lie between the first and the last of these proofs.",
            ReconcileForms.period(),
            "PT24H");
    static final Setting<Integer> COMPLETENESS = DECLARED.add(
            "reconcile.completeness",
            "How many of a hundred answers must be proven, or no absence counts.",
            Form.number(0, 100),
            Integer.toString(Soundness.DEFAULT.completeness()));
    static final Setting<Protection> PROTECT =
            DECLARED.add("reconcile.protect", "The users whom no run changes.", ReconcileForms.protection(), "");
    static final Setting<Optional<Limits.Limit>> LIMIT_CREATE = limit(Line.Kind.CREATE, "created", "");
    static final Setting<Optional<Limits.Limit>> LIMIT_UPDATE = limit(Line.Kind.UPDATE, "updated", "50%");
    static final Setting<Optional<Limits.Limit>> LIMIT_DEACTIVATE = limit(Line.Kind.DEACTIVATE, "deactivated", "5%");
    static final Setting<Optional<Limits.Limit>> LIMIT_DELETE = limit(Line.Kind.DELETE, "deleted", "5%");
    static final Setting<RunOrder.Application> APPLY = DECLARED.add(
            "reconcile.apply",
            "What becomes of a plan that is ready: never waits for somebody, within-limits applies it.",
            word(RunOrder.Application.values()),
            "never");
    static final Setting<Duration> MAX_AGE = DECLARED.add(
            "reconcile.max-age", "How old a plan may be when it is applied.", ReconcileForms.period(), "PT24H");
    static final Setting<Duration> DEADLINE = DECLARED.add(
            "reconcile.deadline", "How long the roll call of 1,000 users may take in a run.", Form.duration(), "PT5M");
    static final Setting<Optional<Timetable>> EVERY = DECLARED.add(
            "reconcile.every",
            "How often a server begins a run by itself, or when, as in a crontab; unset is never.",
            ReconcileForms.timetable(),
            "");
    static final Setting<Duration> JITTER = DECLARED.add(
            "reconcile.jitter", "How much later, at random, such a run may begin.", ReconcileForms.period(), "PT1M");
    static final Setting<Duration> KEEP = DECLARED.add(
            "reconcile.keep",
            "How long a run is kept; what it changed is kept as long as the history.",
            ReconcileForms.period(),
            "P90D");
    static final Setting<Duration> KEEP_SAME = DECLARED.add(
            "reconcile.keep-same",
            "How long a run keeps the lines of users who are the same on both sides.",
            ReconcileForms.period(),
            "P7D");

    /** Returns what a run does unless whoever begins it says something else. */
    public RunOrder order() {
        return new RunOrder(RunOrder.RosterKind.DIRECTORY, rules, application);
    }

    private static Setting<Optional<Limits.Limit>> limit(Line.Kind kind, String done, String usual) {
        return DECLARED.add(
                "reconcile.limits." + kind.word(),
                "How many users may be %s by a plan that nobody approved.".formatted(done),
                ReconcileForms.limit(),
                usual);
    }

    /** The names of constants, in lower case and with hyphens. */
    private static <E extends Enum<E>> Form<E> word(E[] values) {
        Map<String, E> words = Arrays.stream(values).collect(toMap(Text::word, Function.identity()));
        return Form.oneOf(Arrays.stream(values).map(Text::word).toList()).map(words::get);
    }

    /** Reports fields that the remote doesn't tell. */
    static void check(GivenSettings given) {
        try {
            Set<UserField> mapped = mapped(given);
            given.getAll(FIELDS).keySet().stream()
                    .filter(name ->
                            mapped.stream().noneMatch(field -> field.name().equals(name)))
                    .forEach(name -> given.problem("%s: remote.fields.%s doesn't say where the field is"
                            .formatted(given.described(FIELDS.member(name)), name)));
        } catch (IllegalArgumentException e) {
            return; // reported as invalid values
        }
    }

    private static Set<UserField> mapped(GivenSettings given) {
        return MappingSettings.of(given).fields().keySet();
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if one has an invalid value
     */
    static ReconcileSettings of(GivenSettings given) {
        var policy = new Policy(
                given.get(CREATE),
                fields(given),
                given.get(REMOVALS),
                given.get(GRACE),
                new AbsenceRule(given.get(RUNS), given.get(OVER)),
                given.get(PROTECT));
        return new ReconcileSettings(
                new Reconciliation(policy, new Soundness(given.get(COMPLETENESS)), limits(given)),
                given.get(APPLY),
                given.get(DEADLINE),
                given.get(EVERY).map(timetable -> timetable.spread(given.get(JITTER))),
                new Routine.Keeping(given.get(MAX_AGE), given.get(KEEP), given.get(KEEP_SAME)));
    }

    private static Map<UserField, Precedence> fields(GivenSettings given) {
        Map<String, Optional<Precedence>> chosen = given.getAll(FIELDS);
        Map<UserField, Precedence> fields = new HashMap<>();
        for (UserField field : mapped(given)) {
            Optional<Precedence> precedence = chosen.getOrDefault(field.name(), Optional.empty());
            fields.put(field, precedence.orElse(Precedence.REMOTE_WINS));
        }
        return fields;
    }

    private static Limits limits(GivenSettings given) {
        Map<Line.Kind, Limits.Limit> limits = new HashMap<>();
        given.get(LIMIT_CREATE).ifPresent(limit -> limits.put(Line.Kind.CREATE, limit));
        given.get(LIMIT_UPDATE).ifPresent(limit -> limits.put(Line.Kind.UPDATE, limit));
        given.get(LIMIT_DEACTIVATE).ifPresent(limit -> limits.put(Line.Kind.DEACTIVATE, limit));
        given.get(LIMIT_DELETE).ifPresent(limit -> limits.put(Line.Kind.DELETE, limit));
        return new Limits(limits);
    }
}
