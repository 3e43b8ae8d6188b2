package dev.rollcall.http.server;

import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Requirement;
import dev.rollcall.domain.Roster;
import dev.rollcall.domain.UserId;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a request asks of a roll call: {@code count} or {@code ids}, and {@code deadline} and {@code require}. */
final class RollCallParameters {
    /** The names of all. */
    static final Set<String> NAMES = Set.of("count", "ids", "deadline", "require");

    private final Parameters parameters;
    private final CallLimits limits;
    private final CallPolicy usual;

    /**
     * Reads the parameters of a request.
     *
     * @param names those that it may have
     * @throws Problem.Refusal if it has others
     */
    RollCallParameters(ServerRequest request, Set<String> names, CallLimits limits) {
        this.parameters = Parameters.of(request, names);
        this.limits = limits;
        this.usual = wantsFresh(request) ? limits.policy().onlyFresh() : limits.policy();
    }

    /** Returns whether the client wants nothing that was asked for before (RFC 9111, section 5.2.1.4). */
    private static boolean wantsFresh(ServerRequest request) {
        return request.headers().values(HeaderNames.CACHE_CONTROL).stream()
                .anyMatch(directive -> directive.strip().equalsIgnoreCase("no-cache"));
    }

    /** Returns the text of a parameter, as it was given; empty if it wasn't. */
    String given(String name) {
        return parameters.text(name).orElse("");
    }

    /**
     * Returns the ids to be called; empty if neither {@code count} nor {@code ids} is given.
     *
     * @throws Problem.Refusal if both are given, or one is wrong
     */
    Optional<Roster> roster() {
        Optional<Roster> count = count();
        Optional<Roster> ids = parameters.text("ids").map(this::ids);
        if (count.isPresent() && ids.isPresent()) {
            throw Parameters.bad("count and ids are both given, and only one of them may be");
        }
        return count.or(() -> ids);
    }

    /** Returns the same for a form, which sends both: {@code ids} win over {@code count}. */
    Optional<Roster> rosterOfForm() {
        return parameters.text("ids").map(this::ids).or(this::count);
    }

    private Optional<Roster> count() {
        return parameters.number("count", 0, limits.maxIds()).map(number -> Roster.first(limits.firstId(), number));
    }

    private Roster ids(String text) {
        List<UserId> ids = Arrays.stream(text.split("[,\r\n]"))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .map(RollCallParameters::id)
                .toList();
        if (ids.size() > limits.maxIds()) {
            throw Parameters.bad("ids must be at most %d: %d".formatted(limits.maxIds(), ids.size()));
        }
        return Roster.of(ids);
    }

    private static UserId id(String text) {
        try {
            return new UserId(text);
        } catch (IllegalArgumentException e) {
            throw Parameters.bad("ids must be valid ids, separated by commas, and " + e.getMessage());
        }
    }

    /**
     * Returns how the roll call is to be done.
     *
     * @throws Problem.Refusal if {@code deadline} is wrong
     */
    CallPolicy policy() {
        return parameters.text("deadline").map(this::policy).orElse(usual);
    }

    /**
     * Returns how the roll call is to be done, with this deadline.
     *
     * @throws Problem.Refusal if it is wrong
     */
    CallPolicy policy(String deadline) {
        try {
            Duration duration = Duration.parse(deadline);
            if (duration.compareTo(limits.maxDeadline()) <= 0) {
                return usual.withDeadline(duration);
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            // told below
        }
        throw Parameters.bad("deadline must be an ISO 8601 duration such as PT1.5S, longer than zero and at most %s: %s"
                .formatted(limits.maxDeadline(), Quoted.of(deadline)));
    }

    /**
     * Returns how much of the roll call must be proven.
     *
     * @throws Problem.Refusal if {@code require} is wrong
     */
    Requirement requirement() {
        return parameters
                .read(
                        "require",
                        "all, any, or a share such as 90%25 (90%, percent-encoded)",
                        RollCallParameters::requirement)
                .orElse(Requirement.NONE);
    }

    private static Requirement requirement(String text) {
        return switch (text) {
            case "all" -> Requirement.ALL;
            case "any" -> Requirement.ANY;
            default -> {
                if (!text.endsWith("%")) {
                    throw new IllegalArgumentException(Quoted.of(text));
                }
                yield new Requirement(Parameters.wholeNumber(text.substring(0, text.length() - 1)), 0);
            }
        };
    }
}
