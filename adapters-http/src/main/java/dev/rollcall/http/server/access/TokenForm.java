package dev.rollcall.http.server.access;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Problem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The form for a new token.
 *
 * @param name as typed
 * @param scopes those chosen
 * @param days for how many days it is valid; empty for ever
 * @param error what is wrong; empty if nothing is
 */
public record TokenForm(String name, Set<Scope> scopes, Optional<Integer> days, Optional<String> error) {
    private static final String SCOPE = "scope";

    /** The fields. */
    static final Set<String> FIELDS = Set.of("action", "name", SCOPE, "days");

    /** Returns the form for whoever has these scopes, as it is first shown. */
    static TokenForm first() {
        int days = (int) TokenRegistry.USUAL_LIFETIME.toDays();
        return new TokenForm("", Set.of(), Optional.of(days), Optional.empty());
    }

    /**
     * Reads the form.
     *
     * @throws Problem.Refusal if a value is none that it offers
     */
    static TokenForm read(Parameters fields) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : fields.all(SCOPE)) {
            scopes.add(Scope.of(word)
                    .orElseThrow(() -> Problem.badParameter("scope must be one of " + Scope.list(Scope.ALL))));
        }
        return new TokenForm(
                fields.text("name").map(String::strip).orElse(""),
                scopes,
                fields.number("days", 1, TokenRegistry.MAX_DAYS),
                Optional.empty());
    }

    /** Returns how long the token is valid. */
    Optional<Duration> lifetime() {
        return days.map(Duration::ofDays);
    }

    /** Returns the same with what is wrong. */
    TokenForm with(String what) {
        return new TokenForm(name, scopes, days, Optional.of(what));
    }
}
