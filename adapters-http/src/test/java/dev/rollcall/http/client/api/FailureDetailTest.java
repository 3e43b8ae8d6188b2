package dev.rollcall.http.client.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.RemoteResponse;
import dev.rollcall.http.client.response.Responses;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FailureDetailTest {
    private static final FailureDetail DETAIL = new FailureDetail(new Secrets());

    private static FailureDetail hiding(String authorization) {
        var secrets = new Secrets();
        secrets.addAuthorization(authorization);
        return new FailureDetail(secrets);
    }

    private static RemoteResponse response(int status, String fields, String body) throws Malformed {
        byte[] bytes = body.getBytes(UTF_8);
        String head = fields.isEmpty() ? "" : fields + "⏎";
        return Responses.of(
                "HTTP/1.1 %s X⏎%sContent-Length: %s⏎⏎".formatted(status, head, bytes.length),
                new String(bytes, ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "500 | `` | `` | 500",
                "503 | Retry-After: 3600 | {\"code\":\"overloaded\",\"message\":\"come back later\"} | 503: overloaded (come back later), Retry-After: 3600",
                "301 | Location: /users/7/ | `` | 301, Location: /users/7/",
                "302 | Location: /login⏎Retry-After: 5 | moved | 302, Location: /login, Retry-After: 5",
                "201 | Location: /users/8 | {\"id\":\"8\"} | 201",
            })
    void it_is_the_status_and_what_the_remote_says_of_it(int status, String fields, String body, String detail)
            throws Malformed {
        assertThat(DETAIL.of(response(status, fields, body))).isEqualTo(detail);
    }

    @Test
    void a_200_is_told_with_what_is_wrong_with_it_first() throws Malformed {
        assertThat(DETAIL.of(response(200, "", "{\"error\":\"user_not_found\"}"), "/id is missing"))
                .isEqualTo("/id is missing; the remote says: user_not_found");
        assertThat(DETAIL.of(response(200, "", "{}"), "/id is missing")).isEqualTo("/id is missing");
    }

    @Test
    void it_has_at_most_200_characters_and_what_is_short_is_whole() throws Malformed {
        String endless = "{\"error\":\"%s\"}".formatted("x".repeat(5000));
        String detail = DETAIL.of(response(503, "Retry-After: 3600", endless));
        assertThat(detail).hasSize(200).startsWith("503: xxx").endsWith("x…, Retry-After: 3600");
        String moved = DETAIL.of(response(301, "Location: /" + "y".repeat(500) + "⏎Retry-After: 3600", endless));
        assertThat(moved).hasSize(200).contains("x…, Location: /yyy").endsWith("y…, Retry-After: 3600");
        assertThat(DETAIL.of(response(200, "", endless), "z".repeat(300)))
                .hasSize(200)
                .endsWith("z…");
        assertThat(DETAIL.of("z".repeat(200))).hasSize(200).endsWith("z");
    }

    @Test
    void it_has_nothing_that_would_move_a_cursor() throws Malformed {
        String escape = "{\"error\":\"a\\u001b[31m\\u202e\\ud800\\u2028b\"}";
        assertThat(DETAIL.of(response(500, "", escape))).isEqualTo("500: a\\u001B[31m\\u202E\\uD800\\u2028b");
        assertThat(DETAIL.of(response(302, "Location: /a\u0085b", ""))).isEqualTo("302, Location: /a\\u0085b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr+t/7=", "Bearer s3cr+t/7=", "SSWS s3cr+t/7=", "bearer  s3cr+t/7="})
    void it_never_shows_our_credentials_though_the_remote_repeats_them(String authorization) throws Malformed {
        var detail = hiding(authorization);
        String said = "{\"error\":\"%s is expired: s3cr+t/7=\"}".formatted(authorization);
        assertThat(detail.of(response(403, "", said)))
                .endsWith("*** is expired: ***")
                .doesNotContain("s3cr");
        assertThat(detail.of(response(302, "Location: /login?was=s3cr%2Bt%2F7%3D", "")))
                .isEqualTo("302, Location: /login?was=***");
        assertThat(detail.of("\"s3cr+t/7=\" was sent")).isEqualTo("\"***\" was sent");
    }

    @Test
    void a_secret_is_hidden_before_it_is_cut() throws Malformed {
        String secret = "s3cret".repeat(40);
        var detail = hiding("Bearer " + secret);
        assertThat(detail.of(response(403, "", "{\"error\":\"%s\"}".formatted("x".repeat(150) + secret))))
                .isEqualTo("403: " + "x".repeat(150) + "***");
    }

    @Test
    void a_password_is_hidden_in_any_form() throws Malformed {
        String basic = Base64.getEncoder().encodeToString("ada:pass:word".getBytes(UTF_8));
        var detail = hiding("Basic " + basic);
        String said = "{\"error\":\"ada may not use pass:word, that is %s\"}".formatted(basic);
        assertThat(detail.of(response(403, "", said))).isEqualTo("403: ada may not use ***, that is ***");
        assertThat(hiding("Basic ?").of("a?b")).isEqualTo("a***b");
    }
}
