package dev.rollcall.http.server.access;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.domain.directory.Actor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads who somebody is, and what they may do, from the claims of an identity provider.
 *
 * @param nameClaim the claim with the name
 * @param rolesClaim the claim with the roles, or its path
 * @param roles what people may do by their roles
 */
record People(String nameClaim, String rolesClaim, Roles roles) {
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern SPACE = Pattern.compile(" ");

    /**
     * Returns the person of some claims.
     *
     * @param others further claims, in which the roles are if they aren't in the first ones
     * @throws SignInFailure if the name can't be an actor's
     */
    Caller of(JWTClaimsSet claims, Optional<JWTClaimsSet> others) throws SignInFailure {
        Object name = claims.getClaim(nameClaim);
        List<String> found = roles(claims).or(() -> others.flatMap(this::roles)).orElse(List.of());
        try {
            String known = name instanceof String text && !text.isEmpty() ? text : String.valueOf(claims.getSubject());
            return new Caller(new Actor(Actor.Kind.PERSON, known), roles.scopes(found));
        } catch (IllegalArgumentException e) {
            throw SignInFailure.unproven("the claim %s is no name: %s".formatted(nameClaim, e.getMessage()));
        }
    }

    private Optional<List<String>> roles(JWTClaimsSet claims) {
        Object value = claims.getClaim(rolesClaim);
        return Optional.ofNullable(value == null ? at(claims.getClaims()) : value)
                .map(People::texts);
    }

    private @Nullable Object at(Map<String, @Nullable Object> claims) {
        @Nullable Object value = claims;
        for (String name : DOT.split(rolesClaim, -1)) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return value;
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(SPACE.split(String.valueOf(value)));
    }
}
