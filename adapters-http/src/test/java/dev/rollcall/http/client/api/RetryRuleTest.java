package dev.rollcall.http.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.http.client.mapping.Expression;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.Responses;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RetryRuleTest {
    private static boolean covers(RetryRule rule, int status, String body) throws Malformed {
        return rule.covers(Responses.of("HTTP/1.1 %s X⏎Content-Length: %s⏎⏎".formatted(status, body.length()), body));
    }

    @Test
    void it_covers_its_statuses() throws Malformed {
        var rule = new RetryRule(Set.of(403, 420), Optional.empty());
        assertThat(covers(rule, 403, "")).isTrue();
        assertThat(covers(rule, 404, "")).isFalse();
        assertThat(covers(RetryRule.NONE, 403, "")).isFalse();
    }

    @Test
    void a_condition_must_hold_for_the_body() throws Malformed {
        var rule = new RetryRule(Set.of(403), Optional.of(Expression.of("error.reason == 'quota'")));
        assertThat(covers(rule, 403, "{\"error\": {\"reason\": \"quota\"}}")).isTrue();
        assertThat(covers(rule, 403, "{\"error\": {\"reason\": \"denied\"}}")).isFalse();
        assertThat(covers(rule, 403, "<html>")).isFalse();
        assertThat(covers(rule, 403, "")).isFalse();
    }

    @Test
    void a_success_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryRule(Set.of(200), Optional.empty()))
                .withMessage("a status to retry must be 300 to 599: 200");
    }
}
