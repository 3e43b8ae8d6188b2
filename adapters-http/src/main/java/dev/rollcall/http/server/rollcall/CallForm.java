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
 * The form that asks for a roll call: what its fields hold, what is wrong with each, and what they ask for. An address is the same form,
 * filled in. For one thread.
 */
final class CallForm {
    /** The names of the fields that can stand in an address. */
    static final Set<String> OF_ADDRESS = Set.of("roster", "count", "ids", "deadline", "concurrency");
    /** The names of all fields. */
    static final Set<String> ALL = Set.of("roster", "count", "ids", "file", "deadline", "concurrency");

    private static final List<String> TEXTS = List.of("count", "ids", "file", "deadline", "concurrency");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}([.][0-9]{1,9})?");

    /** The longest query that every browser and proxy takes along. */
    private static final int MAX_QUERY = 6000;

    /** Where the ids come from. */
    enum Source {
        COUNT,
        IDS,
        FILE,
        DIRECTORY;

        /** Returns the value of the field {@code roster}. */
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
     * @param registrar knows the ids of the directory, if they are asked for
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if they are, and can't be read now
     */
    static CallForm read(Parameters fields, ServerRequest request, CallLimits limits, Registrar registrar) {
        var form = new CallForm(limits);
        var asked = new RollCallParameters(fields, request, limits);
        TEXTS.forEach(name -> form.tried(name, () -> fields.text(name)).ifPresent(text -> form.values.put(name, text)));
        form.chosen = form.tried("roster", () -> fields.oneOf("roster", Source.values(), Source::word));
        form.roster = form.readRoster(asked, registrar);
        form.policy = form.readPolicy(asked);
        return form;
    }

    private Optional<Roster> readRoster(RollCallParameters asked, Registrar registrar) {
        if (chosen.isEmpty()) { // an address; one from before there was a choice may have both, and means the ids
            return tried("ids", asked::ids).or(() -> tried("count", asked::count));
        }
        Source source = chosen.get();
        Supplier<Optional<Roster>> reading = switch (source) {
            case COUNT -> asked::count;
            case IDS -> asked::ids;
            case FILE -> asked::file;
            case DIRECTORY -> () -> Optional.of(RollCallParameters.directory(registrar, limits));
        };
        Optional<Roster> read = tried(source.word(), reading);
        if (read.isEmpty()) {
            errors.putIfAbsent(source.word(), "this is chosen, but empty");
        }
        return read;
    }

    /** Reads deadline and concurrency; the deadline may be a number of seconds too, as people write it. */
    private CallPolicy readPolicy(RollCallParameters asked) {
        String deadline = value("deadline");
        String iso = SECONDS.matcher(deadline).matches() ? "PT" + deadline + "S" : deadline;
        CallPolicy within = deadline.isEmpty()
                ? asked.usual()
                : tried("deadline", () -> Optional.of(asked.within(iso))).orElse(asked.usual());
        errors.computeIfPresent("deadline", (field, iso8601) -> wrongDeadline(deadline));
        return tried("concurrency", asked::concurrency)
                .map(within::withConcurrency)
                .orElse(within);
    }

    private String wrongDeadline(String deadline) {
        return "deadline must be a number of seconds such as 1.5, more than 0 and at most %s: %s"
                .formatted(seconds(limits.maxDeadline()), Quoted.of(deadline));
    }

    /** Returns what is read; what is wrong is told beside the field. */
    private <T> Optional<T> tried(String field, Supplier<Optional<T>> reading) {
        try {
            return reading.get();
        } catch (Problem.Refusal e) {
            errors.putIfAbsent(field, e.problem().detail());
            return Optional.empty();
        }
    }

    /** Returns what the field holds, as it was given. */
    String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** Returns what the field of the deadline holds: seconds, or what was given in their place. */
    String deadline() {
        return errors.containsKey("deadline") ? value("deadline") : seconds(policy.deadline());
    }

    /** Returns what the field of the concurrency holds. */
    String concurrency() {
        return errors.containsKey("concurrency") ? value("concurrency") : Integer.toString(policy.concurrency());
    }

    /** Returns what is wrong with the field. */
    Optional<String> error(String field) {
        return Optional.ofNullable(errors.get(field));
    }

    /** Returns what is wrong with the first field with which something is. */
    Optional<String> firstError() {
        return errors.values().stream().findFirst();
    }

    /** Returns where the ids come from, or would. */
    Source source() {
        return chosen.orElse(values.containsKey("ids") ? Source.IDS : Source.COUNT);
    }

    /** Returns the ids to be called; empty if none are asked for, or something is wrong. */
    Optional<Roster> roster() {
        return errors.isEmpty() ? roster : Optional.empty();
    }

    /** Returns how the roll call is to be done. */
    CallPolicy policy() {
        return policy;
    }

    /** Returns what may be asked for. */
    CallLimits limits() {
        return limits;
    }

    /** Returns seconds as a decimal number. */
    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString();
    }

    /**
     * Returns the query of the address that asks for the same, without the question mark; empty if nothing is asked for, or it can't stand
     * in an address.
     */
    Optional<String> query() {
        return roster().flatMap(this::who)
                .map(who -> who
                        + (policy.deadline().equals(limits.policy().deadline()) ? "" : "&deadline=" + policy.deadline())
                        + (policy.concurrency() == limits.policy().concurrency()
                                ? ""
                                : "&concurrency=" + policy.concurrency()))
                .filter(query -> query.length() <= MAX_QUERY);
    }

    private Optional<String> who(Roster ids) {
        return switch (source()) {
            case COUNT -> Optional.of("count=" + ids.size());
            case DIRECTORY -> Optional.of("roster=" + RollCallParameters.DIRECTORY);
            case IDS, FILE -> list(ids.ids());
        };
    }

    /** An id with a comma can't stand in a list with commas. */
    private static Optional<String> list(List<UserId> ids) {
        return ids.isEmpty() || ids.stream().anyMatch(id -> id.value().indexOf(',') >= 0)
                ? Optional.empty()
                : Optional.of("ids="
                        + ids.stream().map(id -> Percent.encode(id.value())).collect(Collectors.joining(",")));
    }
}
