package dev.rollcall.http.client.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.response.Gzipped;
import dev.rollcall.http.client.response.Malformed;
import dev.rollcall.http.client.response.Responses;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorBodyTest {
    private static Optional<String> said(int status, String type, byte[] body) throws Malformed {
        String head = "HTTP/1.1 %s X⏎%sContent-Length: %s⏎⏎".formatted(status, type, body.length);
        return ErrorBody.of(Responses.of(head, new String(body, ISO_8859_1)));
    }

    private static Optional<String> said(String json) throws Malformed {
        return said(403, "Content-Type: application/json⏎", json.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // RFC 6749, RFC 9457, SCIM, JSON:API
                "{\"error\":\"invalid_token\",\"error_description\":\"It expired\"} | invalid_token (It expired)",
                "{\"type\":\"https://e/credit\",\"title\":\"No credit\",\"status\":403,\"detail\":\"30 € lack\"} | No credit (30 € lack)",
                "{\"schemas\":[\"urn:x\"],\"scimType\":\"tooMany\",\"detail\":\"Too many\",\"status\":\"403\"} | tooMany (Too many)",
                "{\"errors\":[{\"status\":\"403\",\"code\":\"E1\",\"title\":\"No\",\"detail\":\"Why\"},{\"code\":\"E2\"}]} | E1 (Why)",
                // Okta, Microsoft Graph, Keycloak, GitHub, Google, Zendesk, Salesforce, Slack, Spring, ASP.NET, FastAPI
                "{\"errorCode\":\"E0000047\",\"errorSummary\":\"API call exceeded rate limit\",\"errorCauses\":[]} | E0000047 (API call exceeded rate limit)",
                "{\"error\":{\"code\":\"Denied\",\"message\":\"No rights\",\"innerError\":{\"code\":\"x\"}}} | Denied (No rights)",
                "{\"errorMessage\":\"User not found\"} | User not found",
                "{\"message\":\"API rate limit exceeded\",\"documentation_url\":\"https://docs\"} | API rate limit exceeded",
                "{\"error\":{\"code\":403,\"message\":\"Slow\",\"errors\":[{\"message\":\"x\",\"reason\":\"rate\"}]}} | Slow",
                "{\"error\":\"RecordNotFound\",\"description\":\"Not found\"} | RecordNotFound (Not found)",
                "[{\"message\":\"Session expired\",\"errorCode\":\"INVALID_SESSION_ID\"}] | INVALID_SESSION_ID (Session expired)",
                "{\"ok\":false,\"error\":\"user_not_found\"} | user_not_found",
                "{\"timestamp\":1,\"status\":403,\"error\":\"Forbidden\",\"path\":\"/users/7\"} | Forbidden",
                "{\"Message\":\"An error has occurred.\"} | An error has occurred.",
                "{\"detail\":[{\"loc\":[\"path\"],\"msg\":\"no number\",\"type\":\"int\"}]} | no number",
                "{\"fault\":{\"faultstring\":\"x\",\"detail\":{\"errorcode\":\"quota\"}}} | quota",
                "{\"errors\":[\"first\",\"second\"]} | first",
                "{\"code\":1001,\"message\":\"User does not exist\"} | 1001 (User does not exist)",
                "\"Access denied\" | Access denied",
                // what repeats the status, or itself, says nothing
                "{\"code\":403,\"message\":\"No\"} | No",
                "{\"code\":\"No\",\"message\":\"No\"} | No",
                "{\"error\":\"\",\"message\":null,\"detail\":\" a\\n\\tb \"} | a b",
                "{\"error\":true,\"message\":\"No\"} | No",
            })
    void the_code_and_the_text_of_an_error_are_found(String json, String said) throws Malformed {
        assertThat(said(json)).contains(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "[]",
                "7",
                "{\"id\":7,\"name\":\"Ada\"}",
                "{\"user\":{\"message\":\"hello\"}}",
                "{\"errors\":{\"name\":[\"is blank\"]}}",
                "{\"errors\":[]}",
                "{\"error\":[[[[[[\"too deep\"]]]]]]}",
                "{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":{\"error\":\"too deep\"}}}}}}",
                "{broken",
                "<html><title>Forbidden</title></html>",
            })
    void where_nothing_is_said_nothing_is_found(String body) throws Malformed {
        assertThat(said(body)).isEmpty();
    }

    @Test
    void what_came_before_the_body_broke_off_counts() throws Malformed {
        assertThat(said("{\"error\":\"busy\",\"message\":\"come back la")).contains("busy");
        assertThat(said("{\"error\":{\"code\":\"busy\"")).contains("busy");
        assertThat(said("{\"errors\":[{\"code\":\"busy\"}")).contains("busy");
        assertThat(said("{\"error\":\"busy\"," + "\"a\":".repeat(10) + "[".repeat(5000)))
                .contains("busy");
    }

    @Test
    void a_text_is_what_it_says() throws Malformed {
        assertThat(said(503, "Content-Type: text/plain; charset=utf-8⏎", "Überlastet,\r\n später\n".getBytes(UTF_8)))
                .contains("Überlastet, später");
        assertThat(said(503, "Content-Type: text/html⏎", "<p>busy".getBytes(UTF_8)))
                .isEmpty();
        assertThat(said(503, "", "busy".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void a_byte_order_mark_and_gzip_hide_nothing() throws Malformed {
        byte[] json = "\uFEFF{\"error\":\"busy\"}".getBytes(UTF_8);
        assertThat(said(503, "", json)).contains("busy");
        assertThat(said(503, "Content-Encoding: gzip⏎", Gzipped.bytes(json))).contains("busy");
        assertThat(said(503, "Content-Encoding: br⏎", Gzipped.bytes(json))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"8\",\"title\":\"Engineer\",\"description\":\"Likes tea\",\"details\":{\"message\":\"x\"}} | ``",
                "{\"id\":\"8\",\"title\":\"Engineer\",\"error\":\"gone\"} | gone",
                "{\"ok\":false,\"error\":\"user_not_found\"} | user_not_found",
                "{\"error\":{\"title\":\"No\",\"detail\":\"Why\"}} | No (Why)",
                "[{\"id\":8,\"message\":\"hello\"}] | ``",
            })
    void in_a_success_what_a_user_may_have_is_no_error(String json, String said) throws Malformed {
        assertThat(said(200, "", json.getBytes(UTF_8)).orElse("")).isEqualTo(said);
        assertThat(said(201, "", json.getBytes(UTF_8)).orElse("")).isEqualTo(said);
    }
}
