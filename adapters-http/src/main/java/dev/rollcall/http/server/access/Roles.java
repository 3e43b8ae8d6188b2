package dev.rollcall.http.server.access;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.rollcall.domain.access.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * What people may do by the roles that an identity provider or a proxy says they have.
 *
 * @param of the roles for each scope; {@value #EVERYBODY} stands for everybody who signed in
 */
public record Roles(Map<Scope, Set<String>> of) {
    private static final String EVERYBODY = "*";

    /** Copies the roles. */
    public Roles {
        of = Map.copyOf(of);
    }

    /** Returns what somebody with these roles may do. */
    Set<Scope> scopes(Collection<String> roles) {
        return Scope.ALL.stream().filter(scope -> isGiven(scope, roles)).collect(toUnmodifiableSet());
    }

    private boolean isGiven(Scope scope, Collection<String> roles) {
        Set<String> given = of.getOrDefault(scope, Set.of());
        return given.contains(EVERYBODY) || roles.stream().anyMatch(given::contains);
    }
}
