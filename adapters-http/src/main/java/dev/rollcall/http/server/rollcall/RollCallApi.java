package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.Requirement;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.format.Json;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.format.RollCallFormat;
import dev.rollcall.http.format.RollCallJson;
import dev.rollcall.http.server.connection.Peer;
import dev.rollcall.http.server.origin.ForeignPageFilter;
import dev.rollcall.http.server.web.Accept;
import dev.rollcall.http.server.web.Body;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Response;
import dev.rollcall.http.server.web.Sendable;
import dev.rollcall.http.server.web.Stream;
import io.helidon.http.Header;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The API of roll calls: as one document or as a stream. */
public final class RollCallApi {
    private static final Set<String> POST_PARAMETERS = Set.of("deadline", "concurrency", "require");
    private static final Set<String> GET_PARAMETERS =
            Set.of("roster", "count", "ids", "deadline", "concurrency", "require", "format");

    /** One document, lines in roster order, or events in order of arrival. */
    private static final List<String> TYPES = List.of(MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.EVENTS);

    private final Registrar registrar;
    private final RemoteUsers remote;
    private final CallLimits limits;
    private final UserFields fields;

    /** Creates the API over a remote; the registrar provides the ids of the directory. */
    public RollCallApi(Registrar registrar, RemoteUsers remote, CallLimits limits, UserFields fields) {
        this.registrar = registrar;
        this.remote = remote;
        this.limits = limits;
        this.fields = fields;
    }

    /** {@code GET /api/roll-calls}: calls the roll on the remote, but not for a page of another site. */
    public Sendable get(ServerRequest request) throws InterruptedException {
        ForeignPageFilter.refuseForeign(request);
        Parameters parameters = Parameters.of(request, GET_PARAMETERS);
        var asked = new RollCallParameters(parameters, request, limits);
        Optional<RollCallFormat> format = parameters.oneOf("format", RollCallFormat.values(), RollCallFormat::word);
        format.ifPresent(file -> Accept.of(request.headers()).choose(List.of(file.type())));
        CallPolicy policy = asked.policy();
        Requirement requirement = asked.requirement();
        if (format.isEmpty() && asked.isDirectory() && isForLines(request)) {
            return bulk(request, new DirectoryIds(registrar), policy, requirement);
        }
        Roster roster =
                asked.roster(registrar).orElseThrow(() -> Problem.badParameter("count, ids or roster is missing"));
        CallMemory.claim(request, roster);
        return format.isPresent()
                ? file(whole(request, new Call(roster, policy, 0)), requirement, format.get())
                : answer(request, new Call(roster, policy, 0), requirement);
    }

    private static boolean isForLines(ServerRequest request) {
        return Accept.of(request.headers()).choose(TYPES).equals(MediaTypes.NDJSON);
    }

    /** Any number of ids, whose answers are written while more ids are read. */
    private Stream bulk(ServerRequest request, Iterator<UserId> ids, CallPolicy policy, Requirement requirement) {
        refuseRequirement(requirement);
        CallMemory.claimForStream(request);
        Peer client = Peer.of(request);
        return new Stream(MediaTypes.NDJSON, out -> writeBulk(ids, policy, client, out));
    }

    /**
     * {@code POST /api/roll-calls}: the same for the ids in the body; or for any number of ids, streamed in, one per line, while their
     * answers are streamed out.
     */
    public Sendable post(ServerRequest request) throws IOException, InterruptedException {
        var asked = new RollCallParameters(Parameters.of(request, POST_PARAMETERS), request, limits);
        if (Body.isOf(request, MediaTypes.NDJSON)) {
            Accept.of(request.headers()).choose(List.of(MediaTypes.NDJSON));
            CallPolicy policy = asked.policy();
            return bulk(request, new IdLines(Body.stream(request)), policy, asked.requirement());
        }
        RosterBody body = RosterBody.read(Body.json(request, RosterBody.maxLength(limits.maxIds())));
        if (body.ids().size() > limits.maxIds()) {
            throw Problem.badBody("ids must be at most %s: %s"
                    .formatted(limits.maxIds(), body.ids().size()));
        }
        CallPolicy queryPolicy = asked.policy(); // validated even if the deadline in the body overrides it
        CallPolicy policy = body.deadline().map(asked::policy).orElse(queryPolicy);
        Roster roster = Roster.of(body.ids());
        CallMemory.claim(request, roster);
        return answer(request, new Call(roster, policy, body.ids().size() - roster.size()), asked.requirement());
    }

    /** What is called, and how many of the given ids were repetitions of others. */
    private record Call(Roster roster, CallPolicy policy, int repeated) {
        RollCall of(RemoteUsers remote, CallListener listener) throws InterruptedException {
            RollCall call = remote.call(roster, policy, listener);
            return repeated == 0
                    ? call
                    : call.withWarning("Of the ids given, %s are repeated; each is called once.".formatted(repeated));
        }
    }

    private Sendable answer(ServerRequest request, Call call, Requirement requirement) throws InterruptedException {
        String type = Accept.of(request.headers()).choose(TYPES);
        if (!type.equals(MediaTypes.JSON)) {
            refuseRequirement(requirement);
        }
        Peer client = Peer.of(request);
        return switch (type) {
            case MediaTypes.NDJSON -> new Stream(type, out -> writeLines(call, client, out));
            case MediaTypes.EVENTS -> new Stream(type, out -> writeEvents(call, client, out));
            default -> document(whole(request, call), requirement);
        };
    }

    private static void refuseRequirement(Requirement requirement) {
        if (!requirement.equals(Requirement.NONE)) {
            throw Problem.badParameter(
                    "require can't be combined with a stream, whose status is sent before its answers are known");
        }
    }

    /** Calls the roll for a client that gets all answers together. */
    private RollCall whole(ServerRequest request, Call call) throws InterruptedException {
        return call.of(remote, CallListener.waitingFor(Peer.of(request)::ensureConnected));
    }

    private void writeLines(Call call, Peer client, OutputStream out) throws IOException, InterruptedException {
        AnswerStream answers = AnswerStream.lines(out);
        var listener = new WhileConnected(client, new InRosterOrder(call.roster(), answers));
        answers.finish(call.of(remote, listener).summary());
    }

    private void writeEvents(Call call, Peer client, OutputStream out) throws IOException, InterruptedException {
        AnswerStream answers = AnswerStream.events(out);
        answers.finish(call.of(remote, new WhileConnected(client, answers)).summary());
    }

    /** Calls ids while they arrive, and writes answers meanwhile. */
    private void writeBulk(Iterator<UserId> ids, CallPolicy policy, Peer client, OutputStream out)
            throws IOException, InterruptedException {
        AnswerStream answers = AnswerStream.bulk(out, client::claims);
        try {
            answers.finish(remote.call(ids, policy, new WhileConnected(client, answers)));
        } catch (Problem.Refusal e) {
            answers.fail(e);
        }
    }

    private static Response document(RollCall call, Requirement requirement) {
        return met(
                call, requirement, Response.json(Status.OK_200, Json.document(json -> RollCallJson.write(call, json))));
    }

    private Response file(RollCall call, Requirement requirement, RollCallFormat format) {
        List<Header> headers = Response.file("roll-call." + format.word(), format.type());
        return met(call, requirement, new Response(Status.OK_200, headers, format.write(call, fields)));
    }

    /** Returns the response if the requirement is met; throws otherwise. */
    private static Response met(RollCall call, Requirement requirement, Response response) {
        if (!requirement.isMetBy(call.counts())) {
            throw unmet(call, requirement);
        }
        return response.with(RollCallHeaders.of(call.summary()));
    }

    private static Problem.Refusal unmet(RollCall call, Requirement requirement) {
        RollCall.Counts counts = call.counts();
        ProblemType type =
                requirement.wouldBeMetInTimeBy(counts) ? ProblemType.ROLL_CALL_LATE : ProblemType.ROLL_CALL_INCOMPLETE;
        String detail = "of %s ids, %s are proven, %s late and %s failed"
                .formatted(counts.asked(), counts.proven(), counts.late(), counts.failed());
        return new Problem(type, detail, json -> RollCallJson.writeMembers(call, json))
                .with(RollCallHeaders.of(call.summary()))
                .refusal();
    }
}
