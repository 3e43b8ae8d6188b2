package dev.rollcall.http.server;

import dev.rollcall.domain.Entry;
import dev.rollcall.domain.Page;
import dev.rollcall.domain.Query;
import dev.rollcall.domain.Registrar;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.Roster;
import dev.rollcall.domain.UserId;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.Set;

/** The pages for people. */
final class Pages {
    private final Registrar registrar;
    private final CallLimits limits;
    private final PageResponses indexes = new PageResponses();

    Pages(Registrar registrar, CallLimits limits) {
        this.registrar = registrar;
        this.limits = limits;
    }

    /** {@code GET /}: users from the database, as {@code index.html}. */
    Response index(ServerRequest request) {
        Query query = Queries.read(Parameters.of(request, Set.of("q", "sort", "after")));
        Page page = registrar.index(query);
        return indexes.get(query, page, () -> index(query, page));
    }

    private static Response index(Query query, Page page) {
        Optional<String> next = page.next().map(place -> "/" + Queries.write(query.after(place)));
        return Response.page(Status.OK_200, Templates.index(page, query, next));
    }

    /**
     * {@code GET /users?count=N}: the remote's users, asked for concurrently and aggregated into {@code users.html}. This method
     * is an ordinary one: what is concurrent begins and ends within the call of the registrar.
     */
    Response users(ServerRequest request) throws InterruptedException {
        var asked = new RollCallParameters(request, Set.of("count", "ids", "deadline"), limits);
        Optional<Roster> roster = asked.rosterOfForm();
        Optional<RollCall> call = Optional.empty();
        if (roster.isPresent()) {
            call = Optional.of(registrar.call(roster.get(), asked.policy()));
        }
        var page = new UsersPage(
                asked.given("count"), asked.given("ids"), asked.policy().deadline(), limits, call);
        return Response.page(Status.OK_200, Templates.users(page));
    }

    /** {@code GET /users/{id}}: a user of the directory, and what was changed, the latest first; also one who was removed. */
    Response user(ServerRequest request) {
        UserId id = PathId.ofPage(request);
        long before = Parameters.of(request, Set.of("before")).version("before").orElse(Long.MAX_VALUE);
        Optional<Entry> entry = registrar.find(id);
        History history = History.read(registrar, id, before, History.USUAL);
        if (entry.isEmpty() && history.changes().isEmpty()) {
            throw Problem.unknownUser(id).refusal();
        }
        return Response.page(Status.OK_200, Templates.user(id, entry, history));
    }

    /** {@code GET /problems/{slug}}: what a problem type means. */
    Response problem(ServerRequest request) {
        return ProblemType.ofSlug(request.path().pathParameters().get("slug"))
                .map(type -> Response.page(Status.OK_200, Templates.problemType(type)))
                .orElseThrow(() -> new Problem(ProblemType.NOT_FOUND, "there is no such type of problem").refusal());
    }
}
