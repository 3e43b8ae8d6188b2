package dev.rollcall.http.server.access;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.http.server.origin.TrustedProxies;
import dev.rollcall.http.server.web.Percent;
import dev.rollcall.http.server.web.Problem;
import io.helidon.http.HeaderName;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users whom a trusted proxy names.
 *
 * <p>A name that isn't ASCII is percent-encoded UTF-8, such as {@code J%C3%BCrg}, or the same as an extended value (RFC 8187, section
 * 3.2.1): {@code UTF-8''J%C3%BCrg}.
 */
final class ProxiedUsers {
    /** The replacement of each byte in a header that isn't ASCII. */
    private static final char REPLACEMENT = '\uFFFD';

    /** The beginning of an extended value: charset and language. */
    private static final Pattern EXTENDED = Pattern.compile("^(?i:UTF-8)'[A-Za-z0-9-]*'");

    private final TrustedProxies proxies;
    private final Roles roles;

    ProxiedUsers(TrustedProxies proxies, Roles roles) {
        this.proxies = proxies;
        this.roles = roles;
    }

    /**
     * Returns the user of a request; empty if no trusted proxy names one.
     *
     * @throws Problem.Refusal if the header isn't a valid name, or there are several: a proxy that adds its own to the client's is no proof
     */
    Optional<Actor> actor(ServerRequest request) {
        return proxies.userHeaderName()
                .filter(request.headers()::contains)
                .filter(name -> proxies.sent(request))
                .flatMap(name -> named(name, request.headers().get(name).allValues()));
    }

    /** Returns the same with what the user may do by the roles that the proxy says they have. */
    Optional<Caller> caller(ServerRequest request) {
        return actor(request).map(actor -> new Caller(actor, scopes(request)));
    }

    private Set<Scope> scopes(ServerRequest request) {
        List<String> all = proxies.rolesHeaderName()
                .filter(request.headers()::contains)
                .map(name -> request.headers().get(name).allValues())
                .orElse(List.of());
        return roles.scopes(all.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .toList());
    }

    private static Optional<Actor> named(HeaderName name, List<String> values) {
        if (values.size() > 1) {
            throw bad(name, "it must occur only once");
        }
        String by = values.getFirst();
        if (by.indexOf(REPLACEMENT) >= 0) {
            throw bad(name, "it must be ASCII; other characters as percent-encoded UTF-8, such as J%C3%BCrg");
        }
        try {
            return by.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Actor(
                            Actor.Kind.PROXY,
                            Percent.decode(EXTENDED.matcher(by).replaceFirst(""))));
        } catch (IllegalArgumentException e) {
            throw bad(name, e.getMessage());
        }
    }

    private static Problem.Refusal bad(HeaderName name, @Nullable String why) {
        return Problem.badHeader(name.defaultCase() + ": " + why);
    }
}
