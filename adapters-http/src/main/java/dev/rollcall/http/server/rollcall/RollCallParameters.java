package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.Text;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Requirement;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.format.RosterText;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.RequestIdFilter;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters of a roll call: the roster ({@code count}, {@code ids} or {@code roster}), the policy ({@code deadline} and {@code
 * concurrency}), and what must be proven ({@code require}).
 */
final class RollCallParameters {
    /** The value of {@code roster} for the whole directory. */
    static final String DIRECTORY = "directory";

    private final Parameters parameters;
    private final CallLimits limits;
    private final CallPolicy defaultPolicy;

    /** Creates them; the request says whether the client wants only fresh proofs. */
    RollCallParameters(Parameters parameters, ServerRequest request, CallLimits limits) {
        this.parameters = parameters;
        this.limits = limits;
        CallPolicy policy = limits.policy().within(RequestIdFilter.trace(request.headers()));
        this.defaultPolicy = wantsFresh(request) ? policy.onlyFresh() : policy;
    }

    /** Returns whether the client refuses answers of earlier requests (RFC 9111, section 5.2.1.4). */
    private static boolean wantsFresh(ServerRequest request) {
        return request.headers().values(HeaderNames.CACHE_CONTROL).stream()
                .anyMatch(directive -> directive.strip().equalsIgnoreCase("no-cache"));
    }

    /**
     * Returns the ids to call; empty if none of {@code count}, {@code ids} and {@code roster} is given.
     *
     * @throws Problem.Refusal if more than one is given, or one is invalid
     * @throws dev.rollcall.domain.directory.DirectoryUnavailable if the directory is requested and can't be read now
     */
    Optional<Roster> roster(Registrar registrar) {
        List<Roster> all = List.of(count(), ids(), directory(registrar)).stream()
                .flatMap(Optional::stream)
                .toList();
        if (all.size() > 1) {
            throw Problem.badParameter("only one of count, ids and roster may be given");
        }
        return all.stream().findFirst();
    }

    Optional<Roster> count() {
        return parameters.number("count", 0, limits.maxIds()).map(number -> Roster.first(limits.firstId(), number));
    }

    /** Returns the roster of {@code ids}, a list; empty if it isn't given. */
    Optional<Roster> ids() {
        return parameters.listText("ids").map(text -> bounded("ids", idList()));
    }

    /** Returns the roster of {@code file}, the text of a roster file. */
    Optional<Roster> file() {
        return parameters.text("file").map(RosterText::of).map(read -> bounded("the file", ids(read)));
    }

    private static List<UserId> ids(RosterText.Read read) {
        if (read.bad() > 0) {
            RosterText.BadLine first = read.badLines().getFirst();
            String others = read.bad() == 1 ? "" : "; and %s more bad lines".formatted(read.bad() - 1);
            throw Problem.badParameter("the file, line %s: %s%s".formatted(first.line(), first.reason(), others));
        }
        return read.ids();
    }

    private List<UserId> idList() {
        return parameters.list("ids").stream()
                .map(Text::trimmed)
                .filter(id -> !id.isEmpty())
                .map(id -> id("ids", id))
                .toList();
    }

    private Roster bounded(String name, List<UserId> ids) {
        if (ids.size() > limits.maxIds()) {
            throw Problem.badParameter("%s must be at most %s: %s".formatted(name, limits.maxIds(), ids.size()));
        }
        return Roster.of(ids);
    }

    /** Returns whether the roster is the directory, and nothing else is given. */
    boolean isDirectory() {
        return parameters
                        .oneOf("roster", new String[] {DIRECTORY}, Function.identity())
                        .isPresent()
                && parameters.text("count").isEmpty()
                && parameters.list("ids").isEmpty();
    }

    /** Returns the roster of the directory if {@code roster} requests it. */
    private Optional<Roster> directory(Registrar registrar) {
        return parameters
                .oneOf("roster", new String[] {DIRECTORY}, Function.identity())
                .map(word -> directory(registrar, limits));
    }

    /**
     * Returns the roster of the whole directory.
     *
     * @throws Problem.Refusal if it has more ids than allowed
     */
    static Roster directory(Registrar registrar, CallLimits limits) {
        return registrar
                .ids(limits.maxIds())
                .map(Roster::of)
                .orElseThrow(() -> Problem.badParameter(
                        "the directory has more than %s users, the maximum of a roll call (roll-call.max-ids); with Accept: %s any number are called"
                                .formatted(limits.maxIds(), MediaTypes.NDJSON)));
    }

    private static UserId id(String name, String text) {
        try {
            return new UserId(text);
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter("%s must have valid ids: %s".formatted(name, e.getMessage()));
        }
    }

    /**
     * Returns the policy.
     *
     * @throws Problem.Refusal if {@code deadline} or {@code concurrency} is invalid
     */
    CallPolicy policy() {
        return withConcurrency(
                parameters.text("deadline").map(this::withDeadline).orElse(defaultPolicy));
    }

    /**
     * Returns the policy with this deadline.
     *
     * @throws Problem.Refusal if it or {@code concurrency} is invalid
     */
    CallPolicy policy(String deadline) {
        return withConcurrency(withDeadline(deadline));
    }

    private CallPolicy withConcurrency(CallPolicy policy) {
        return concurrency().map(policy::withConcurrency).orElse(policy);
    }

    /**
     * Returns the maximum number of requests in flight; empty if {@code concurrency} isn't given.
     *
     * @throws Problem.Refusal if it is invalid
     */
    Optional<Integer> concurrency() {
        return parameters.number("concurrency", 1, defaultPolicy.concurrency());
    }

    CallPolicy defaultPolicy() {
        return defaultPolicy;
    }

    /**
     * Returns the default policy with this deadline.
     *
     * @throws Problem.Refusal if the deadline is invalid
     */
    CallPolicy withDeadline(String deadline) {
        try {
            Duration duration = Duration.parse(deadline);
            if (duration.compareTo(limits.maxDeadline()) <= 0) {
                return defaultPolicy.withDeadline(duration);
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            // reported below
        }
        throw Problem.badParameter(
                "deadline must be an ISO 8601 duration such as PT1.5S, greater than zero and at most %s: %s"
                        .formatted(limits.maxDeadline(), Quoted.of(deadline)));
    }

    /**
     * Returns how much of the roll call must be proven.
     *
     * @throws Problem.Refusal if {@code require} is invalid
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
