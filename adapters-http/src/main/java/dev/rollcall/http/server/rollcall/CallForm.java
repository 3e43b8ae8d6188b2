package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import io.helidon.webserver.http.ServerRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The form that requests a roll call: the values of its fields, their errors, and the resulting request. A URI with a query is the same
 * form, filled in. For one thread.
 */
final class CallForm {
    /** The fields allowed in a query. */
    static final Set<String> QUERY_FIELDS = Set.of("roster", "count", "ids", "deadline", "concurrency");
    /** All fields. */
    static final Set<String> FIELDS = Set.of("roster", "count", "ids", "file", "deadline", "concurrency");

    private static final List<String> TEXT_FIELDS = List.of("count", "file", "deadline", "concurrency");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}([.][0-9]{1,9})?");

    /** The maximum length of a query, in characters: every browser and proxy supports it. */
    private static final int MAX_QUERY = 6000;

    /** Where the ids come from. */
    enum Source {
        COUNT,
        IDS,
        FILE,
        DIRECTORY;

        /** Returns the value in the field {@code roster}. */
        String word() {
            return Text.word(this);
        }
    }

    private final CallLimits limits;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();
    private Optional<Source> chosen = Optional.empty();
    private Optional<Roster> roster = Optional.empty();
    private CallPolicy policy;

    private CallForm(CallLimits limits) {
        this.limits = limits;
        this.policy = limits.policy();
    }

    /**
     * Reads the form.
     *
     * @param registrar provides the ids of the directory, if requested
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if they are requested and can't be read now
     */
    static CallForm read(Parameters fields, ServerRequest request, CallLimits limits, Registrar registrar) {
        var form = new CallForm(limits);
        var parameters = new RollCallParameters(fields, request, limits);
        TEXT_FIELDS.forEach(
                name -> form.tried(name, () -> fields.text(name)).ifPresent(text -> form.values.put(name, text)));
        fields.listText("ids").ifPresent(text -> form.values.put("ids", text));
        form.chosen = form.tried("roster", () -> fields.oneOf("roster", Source.values(), Source::word));
        form.roster = form.readRoster(parameters, registrar);
        form.policy = form.readPolicy(parameters);
        return form;
    }

    private Optional<Roster> readRoster(RollCallParameters parameters, Registrar registrar) {
        if (chosen.isEmpty()) { // a link; an old one may have both, and means the ids
            return tried("ids", parameters::ids).or(() -> tried("count", parameters::count));
        }
        Source source = chosen.get();
        Supplier<Optional<Roster>> reading = switch (source) {
            case COUNT -> parameters::count;
            case IDS -> parameters::ids;
            case FILE -> parameters::file;
            case DIRECTORY -> () -> Optional.of(RollCallParameters.directory(registrar, limits));
        };
        Optional<Roster> read = tried(source.word(), reading);
        if (read.isEmpty()) {
            errors.putIfAbsent(source.word(), "this is selected, but empty");
        }
        return read;
    }

    /** Reads deadline and concurrency; the deadline may also be a number of seconds. */
    private CallPolicy readPolicy(RollCallParameters parameters) {
        String deadline = value("deadline");
        String iso = SECONDS.matcher(deadline).matches() ? "PT" + deadline + "S" : deadline;
        CallPolicy base = deadline.isEmpty()
                ? parameters.defaultPolicy()
                : tried("deadline", () -> Optional.of(parameters.withDeadline(iso)))
                        .orElse(parameters.defaultPolicy());
        errors.computeIfPresent("deadline", (field, iso8601) -> wrongDeadline(deadline));
        return tried("concurrency", parameters::concurrency)
                .map(base::withConcurrency)
                .orElse(base);
    }

    private String wrongDeadline(String deadline) {
        return "deadline must be a number of seconds such as 1.5, greater than 0 and at most %s: %s"
                .formatted(seconds(limits.maxDeadline()), Quoted.of(deadline));
    }

    /** Returns the result of the reading; a refusal becomes the error of the field. */
    private <T> Optional<T> tried(String field, Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (Problem.Refusal e) {
            errors.putIfAbsent(field, e.problem().detail());
            return Optional.empty();
        }
    }

    /** Returns the value of a field as submitted; empty text if there is none. */
    String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** Returns the value to show in the field deadline: seconds, or the invalid text. */
    String deadline() {
        return errors.containsKey("deadline") ? value("deadline") : seconds(policy.deadline());
    }

    /** Returns the value to show in the field concurrency: a number, or the invalid text. */
    String concurrency() {
        return errors.containsKey("concurrency") ? value("concurrency") : Integer.toString(policy.concurrency());
    }

    Optional<String> error(String field) {
        return Optional.ofNullable(errors.get(field));
    }

    Optional<String> firstError() {
        return errors.values().stream().findFirst();
    }

    /** Returns the selected or default source of the ids. */
    Source source() {
        return chosen.orElse(values.containsKey("ids") ? Source.IDS : Source.COUNT);
    }

    /** Returns the ids to call; empty if none are requested, or there are errors. */
    Optional<Roster> roster() {
        return errors.isEmpty() ? roster : Optional.empty();
    }

    CallPolicy policy() {
        return policy;
    }

    CallLimits limits() {
        return limits;
    }

    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    /**
     * Returns the query of a link to the same roll call, without the question mark; empty if there is no valid request, or a query can't
     * express it.
     */
    Optional<String> query() {
        return roster().flatMap(this::rosterQuery)
                .map(ids -> ids
                        + (policy.deadline().equals(limits.policy().deadline()) ? "" : "&deadline=" + policy.deadline())
                        + (policy.concurrency() == limits.policy().concurrency()
                                ? ""
                                : "&concurrency=" + policy.concurrency()))
                .filter(query -> query.length() <= MAX_QUERY);
    }

    private Optional<String> rosterQuery(Roster ids) {
        return switch (source()) {
            case COUNT -> Optional.of("count=" + ids.size());
            case DIRECTORY -> Optional.of("roster=" + RollCallParameters.DIRECTORY);
            case IDS, FILE -> list(ids.ids());
        };
    }

    /** Returns the list of ids; empty if there are none. A comma in an id is encoded. */
    private static Optional<String> list(List<UserId> ids) {
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of("ids="
                        + ids.stream().map(id -> Percent.encode(id.value())).collect(Collectors.joining(",")));
    }
}
