package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.access.Scope;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of whoever signed in, with the tokens of programs. */
final class TokenPagesTest {
    private final ServedSite site = new ServedSite(ServedSite.CLOSED);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void an_operator_issues_a_token_that_is_shown_once_and_revokes_it() {
        String operator = "Bearer " + site.token(Scope.OPERATE, Scope.READ);

        HttpResponse<String> issued = change(operator, "action=issue&name=ci&scope=read&days=7");
        assertThat(issued.statusCode()).isEqualTo(200);
        String text = issued.body().replaceAll("(?s).*(rollcall_[\\w-]{43}).*", "$1");
        assertThat(site.get("/api/users", "Authorization", "Bearer " + text).statusCode())
                .isEqualTo(200);
        assertThat(site.get("/access", "Authorization", operator).body())
                .contains("<td>ci</td>")
                .doesNotContain(text);

        assertThat(change(operator, "action=revoke&name=ci").statusCode()).isEqualTo(303);
        assertThat(site.get("/api/users", "Authorization", "Bearer " + text).statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> change(String authorization, String form) {
        return site.send(
                "POST",
                "/access",
                form,
                "Authorization",
                authorization,
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    @Test
    void an_operator_issues_no_more_than_they_have() {
        String operator = "Bearer " + site.token(Scope.OPERATE);

        HttpResponse<String> refused = change(operator, "action=issue&name=ci&scope=write");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("a token can", "t have scopes that you don", "value=\"ci\"");
        assertThat(site.tokens.list()).hasSize(1);
    }

    @Test
    void a_token_that_makes_no_sense_is_refused_with_the_form() {
        String operator = "Bearer " + site.token(Scope.OPERATE);

        assertThat(change(operator, "action=issue&name=ci").body()).contains("a token must have a scope");
        assertThat(change(operator, "action=issue&name=token+0&scope=operate").body())
                .contains("already");
        assertThat(change(operator, "action=issue&name=ci&scope=everything").statusCode())
                .isEqualTo(400);
        assertThat(change(operator, "name=ci").statusCode()).isEqualTo(400);
    }

    @Test
    void who_is_no_operator_sees_no_tokens() {
        String reader = "Bearer " + site.token(Scope.READ);

        assertThat(site.get("/access", "Authorization", reader).body()).doesNotContain("Tokens", "Issue");
    }
}
