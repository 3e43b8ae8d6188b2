package dev.rollcall.http.server.access;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.directory.Actor;
import io.helidon.webserver.http.ServerRequest;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param actor who
 * @param scopes what they may do
 */
public record Caller(Actor actor, Set<Scope> scopes) {
    /** Copies the scopes. */
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Returns who makes a request that {@link AccessControl} has let through. */
    public static Caller of(ServerRequest request) {
        return request.context().get(Caller.class).orElseThrow();
    }

    /** Returns whether the identity provider vouches for whoever it is. */
    boolean isPerson() {
        return actor.kind() == Actor.Kind.PERSON;
    }

    void register(ServerRequest request) {
        request.context().register(this);
    }
}
