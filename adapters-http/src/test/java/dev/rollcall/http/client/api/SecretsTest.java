package dev.rollcall.http.client.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How credentials are hidden in what a remote says is tested with {@link FailureDetailTest}. */
final class SecretsTest {
    private final Secrets secrets = new Secrets();

    @Test
    void the_last_tokens_are_hidden_and_others_stay_hidden_for_good() {
        secrets.add("fixed/1");
        for (int i = 0; i < 10; i++) {
            secrets.addAuthorization("Bearer token-" + i);
        }
        assertThat(secrets.hide("token-9, token-6, fixed/1, fixed%2F1")).isEqualTo("***, ***, ***, ***");
        assertThat(secrets.hide("token-0")).isEqualTo("token-0");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /7?api_key=a%20b&full=1 HTTP/1.1, GET /7?api_key=***&full=1 HTTP/1.1",
        "jdbc:x;PASSWORD=a;b=c, jdbc:x;PASSWORD=***;b=c",
        "GET /keys/7 HTTP/1.1, GET /keys/7 HTTP/1.1"
    })
    void parameters_that_are_secret_by_their_names_are_left_out(String text, String shown) {
        assertThat(Secrets.withoutParameters(text)).isEqualTo(shown);
    }
}
