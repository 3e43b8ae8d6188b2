package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.format.users.UserFormat;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImportApiTest {
    private static final String USERS = "id,name,email\n1,Anna Berg,anna@example.org\n2,\"Berg, Bert\",\n";
    private static final String BAD = USERS + "..,Cora,\n3,Dora\n";
    private static final String PROBLEMS = "\"ignored\":[],\"missing\":[],\"problems\":["
            + "{\"line\":4,\"column\":\"id\",\"value\":\"..\",\"reason\":\"id must not be \\\"..\\\", which means another place in a URI\"},"
            + "{\"line\":5,\"value\":\"3,Dora\",\"reason\":\"a row must have 3 values, not 2\"}]";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void saves_all_users_of_a_file_and_repeating_it_changes_nothing_more() {
        HttpResponse<String> first = posted("", "text/csv", USERS, "X-User", "Bea");
        HttpResponse<String> second = posted("", "text/csv; charset=UTF-8", USERS);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body())
                .isEqualTo(
                        "{\"mode\":\"all\",\"created\":2,\"changed\":0,\"unchanged\":0,\"bad\":0,\"ignored\":[],\"missing\":[],\"problems\":[]}");
        assertThat(second.body()).contains("\"created\":0,\"changed\":0,\"unchanged\":2");
        assertThat(site.get("/api/users/2").body()).contains("\"name\":\"Berg, Bert\"");
        assertThat(site.get("/api/users/2/history").body()).contains("\"by\":\"Bea\"");
    }

    @Test
    void saves_nothing_if_a_row_is_bad_and_names_each_that_is() {
        HttpResponse<String> refused = posted("", "text/csv", BAD);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body())
                .startsWith("{\"type\":\"/problems/import-refused\"")
                .contains("\"detail\":\"nothing was saved; bad rows: 2\",\"mode\":\"all\",\"created\":0,")
                .endsWith("\"bad\":2," + PROBLEMS + "}");
        assertThat(site.directory.count(Query.first(1))).isZero();
    }

    @Test
    void saves_the_good_rows_if_each_is_to_be_saved() {
        HttpResponse<String> report = posted("?mode=each", "text/csv", BAD);

        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.body())
                .isEqualTo(
                        "{\"mode\":\"each\",\"created\":2,\"changed\":0,\"unchanged\":0,\"bad\":2," + PROBLEMS + "}");
        assertThat(site.directory.count(Query.first(1))).isEqualTo(2);
    }

    @Test
    void a_dry_run_saves_nothing_and_reports_the_same() {
        HttpResponse<String> report = posted("?mode=dry-run", "text/csv", BAD);

        assertThat(report.body())
                .isEqualTo("{\"mode\":\"dry-run\",\"created\":2,\"changed\":0,\"unchanged\":0,\"bad\":2," + PROBLEMS
                        + "}");
        assertThat(site.directory.count(Query.first(1))).isZero();
    }

    @Test
    void takes_ndjson_as_well() {
        String lines = "{\"id\":\"1\",\"name\":\"Anna\",\"email\":\"\"}\n{\"id\":1}\n";

        HttpResponse<String> report = posted("?mode=each", "application/x-ndjson", lines);

        assertThat(report.body())
                .isEqualTo(
                        "{\"mode\":\"each\",\"created\":1,\"changed\":0,\"unchanged\":0,\"bad\":1,\"ignored\":[],\"missing\":[],"
                                + "\"problems\":[{\"line\":2,\"column\":\"id\",\"value\":\"1\","
                                + "\"reason\":\"the user is already in line 1; a file must have each user once\"}]}");
    }

    @Test
    void names_a_thousand_bad_rows_and_counts_all() {
        HttpResponse<String> report = posted("?mode=each", "application/x-ndjson", "7\n".repeat(1234));

        JsonNode json = ServedSite.json(report);
        assertThat(json.path("bad").asInt()).isEqualTo(1234);
        assertThat(json.path("problems")).hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "'?mode=some', text/csv, 400, 'mode must be one of all, each, dry-run: \"some\"'",
        "'?dry=1', text/csv, 400, is not a parameter of this route",
        "'', text/plain, 415, 'Content-Type must be text/csv, application/x-ndjson or application/json'",
        "'', text/csv; charset=latin-x, 415, 'Content-Type: charset must be a known one, such as UTF-8, UTF-16LE or windows-1252: \"latin-x\"'",
        "'?charset=x', text/csv, 400, 'charset must be a charset, such as UTF-8, UTF-16LE or windows-1252: \"x\"'",
        "'?map.id=a&map.id=b', text/csv, 400, 'map.id must be mapped to one column, not 2'",
        "'?map.phone=a', text/csv, 400, is not a parameter of this route",
    })
    void what_is_wrong_is_told(String query, String type, int status, String detail) {
        HttpResponse<String> refused = posted(query, type, USERS);
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(ServedSite.json(refused).path("detail").asText()).contains(detail);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_exported_is_imported_as_it_was(UserFormat format) {
        StringBuilder users = new StringBuilder("id,name,email\n");
        for (int i = 0; i < 2500; i++) {
            users.append(i).append(",\"Zoë, the \"\"").append(i % 7).append("\"\"\",\n");
        }
        posted("", "text/csv", users.toString());

        HttpResponse<String> exported = site.get("/api/users?format=" + format.word());

        assertThat(exported.headers().firstValue("Content-Type")).contains(format.type());
        assertThat(exported.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"users." + format.word() + "\"");
        assertThat(posted("?mode=dry-run", format.type(), exported.body()).body())
                .contains("\"created\":0,\"changed\":0,\"unchanged\":2500,\"bad\":0");
        try (var other = new ServedSite()) {
            other.send("POST", "/api/imports", exported.body(), "Content-Type", format.type());
            assertThat(other.get("/api/users?format=" + format.word()).body()).isEqualTo(exported.body());
        }
    }

    @Test
    void an_export_may_be_of_those_who_match_and_by_name() {
        posted("", "text/csv", "id,name,email\n1,Zoe Berg,\n2,Anna Berg,\n3,Bert,\n");

        assertThat(site.get("/api/users?format=csv&q=berg&sort=name").body())
                .isEqualTo("id,name,email,active,team\r\n2,Anna Berg,,true,\r\n1,Zoe Berg,,true,\r\n");
        assertThat(site.get("/api/users?format=xml").statusCode()).isEqualTo(400);
        assertThat(site.send("HEAD", "/api/users?format=csv", "").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> posted(String query, String type, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = type;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return site.send("POST", "/api/imports" + query, body, all);
    }
}
