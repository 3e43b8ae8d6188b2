package dev.rollcall.app.log;

import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.http.server.telemetry.Served;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Logs each request that was served: at info without personal data, or at debug with all that is known. Safe for use by many threads. */
public final class AccessLog implements Consumer<Served> {
    private static final int MAX_PATH = 200;

    private final boolean isFull;

    private AccessLog(boolean isFull) {
        this.isFull = isFull;
        Logging.logRequests(level());
    }

    /** Returns one that tells the route, and what kind of actor asked. */
    public static AccessLog withoutPersonalData() {
        return new AccessLog(false);
    }

    /** Returns one that also tells the path, which may name a user, the actor's name, and the client's address. */
    public static AccessLog full() {
        return new AccessLog(true);
    }

    private Level level() {
        return isFull ? Level.FINE : Level.INFO;
    }

    @Override
    public void accept(Served request) {
        Map<String, Object> members = members(request);
        var event = new LogRecord(level(), message(request, members));
        event.setLoggerName(Logging.ACCESS.getName());
        event.setParameters(new Object[] {new JsonLines.Members(members)});
        Logging.ACCESS.log(event);
    }

    private Map<String, Object> members(Served request) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("method", Quoted.plain(request.method(), MAX_PATH));
        members.put("route", request.route().orElse("none"));
        members.put("status", request.status());
        members.put("milliseconds", Math.round(request.elapsed().toNanos() / 100_000.0) / 10.0);
        if (request.isCut()) {
            members.put("cut", true);
        }
        members.put(
                "actorKind",
                request.actor().map(Actor::kind).map(Actor.Kind::word).orElse("unknown"));
        if (isFull) {
            members.put("path", Quoted.plain(request.path(), MAX_PATH));
            members.put("actor", request.actor().map(Actor::name).orElse("unknown"));
            members.put("client", request.client().getHostAddress());
        }
        return members;
    }

    private String message(Served request, Map<String, Object> members) {
        return "%s %s %s%s in %s ms, request %s by %s"
                .formatted(
                        members.get("method"),
                        isFull ? members.get("path") : members.get("route"),
                        request.status(),
                        request.isCut() ? " cut" : "",
                        members.get("milliseconds"),
                        request.id(),
                        isFull
                                ? "%s (%s) from %s"
                                        .formatted(
                                                members.get("actor"), members.get("actorKind"), members.get("client"))
                                : members.get("actorKind"));
    }
}
