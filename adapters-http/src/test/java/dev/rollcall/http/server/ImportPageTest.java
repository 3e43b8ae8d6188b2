package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.directory.Query;
import dev.rollcall.http.format.users.UserFormat;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ImportPageTest {
    private static final String USERS = "id,name,email\n1,Anna Berg,anna@example.org\n2,\"Berg, Bert\",\n";
    private static final String BAD = USERS + "..,<b>,\n3,Dora\n";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private static String field(String name, String value) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(name, value);
    }

    private static String file(String name, String type, String content) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n%s\r\n"
                .formatted(name, type, content);
    }

    private HttpResponse<String> post(String parts) {
        return site.send(
                "POST",
                "/import",
                parts + "--xyz--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=xyz",
                "Accept",
                "text/html",
                "X-User",
                "Bea");
    }

    private HttpResponse<String> post(String mode, String content) {
        return post(field("mode", mode) + file("users.csv", "application/vnd.ms-excel", content));
    }

    private long users() {
        return site.directory.count(Query.first(1));
    }

    @Test
    void saves_the_users_of_a_file_and_repeating_it_changes_nothing_more() {
        HttpResponse<String> page = post("all", USERS);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("2 created", "0 changed", "0 unchanged", "0 bad")
                .doesNotContain("<table");
        assertThat(post("all", USERS).body()).contains("0 created", "2 unchanged");
        assertThat(site.get("/users/2").body()).contains("<dd>Berg, Bert</dd>", "<td>Bea (proxy)</td>");
    }

    @Test
    void saves_nothing_if_a_row_is_bad_and_tells_each_that_is() {
        HttpResponse<String> page = post("all", BAD);
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body())
                .contains("Nothing was saved", "2 bad")
                .contains("<tr><td class=\"number\">4</td><td>id</td><td>..</td><td>id must not be")
                .contains("<tr><td class=\"number\">5</td><td></td><td>3,Dora</td><td>a row must have 3 values");
        assertThat(users()).isZero();
    }

    @Test
    void saves_the_good_rows_if_each_is_to_be_saved() {
        HttpResponse<String> page = post("each", BAD);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("2 created", "2 bad", "value=\"each\" checked");
        assertThat(users()).isEqualTo(2);
    }

    @Test
    void a_dry_run_saves_nothing() {
        assertThat(post("dry-run", BAD).body()).contains("Dry run</h2>", "2 created");
        assertThat(users()).isZero();
    }

    @Test
    void names_a_thousand_bad_rows_and_says_how_many_more_there_are() {
        String page = post(field("mode", "each") + file("u.ndjson", "", "<7>\n".repeat(1234)))
                .body();
        assertThat(page).contains("1234 bad", "234 more bad rows", "<td>&lt;7&gt;</td>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "users.CSV | application/octet-stream | 200",
                "users.txt | text/csv | 200",
                "users.txt | Text/CSV; charset=utf-8 | 200",
                "users.xlsx | application/octet-stream | 400",
                "users.ndjson | text/csv | 422",
            })
    void the_form_of_a_file_is_known_by_its_name_or_else_its_type(String name, String type, int status) {
        assertThat(post(field("mode", "all") + file(name, type, USERS)).statusCode())
                .isEqualTo(status);
    }

    @Test
    void a_form_without_a_file_is_given_back() {
        HttpResponse<String> page = post(field("mode", "dry-run") + file("", "application/octet-stream", ""));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("id=\"file-error\">choose a file", "value=\"dry-run\" checked", "autofocus");
    }

    @Test
    void a_mode_that_comes_too_late_is_refused_before_anything_is_saved() {
        assertThat(post(file("u.csv", "text/csv", USERS) + field("mode", "dry-run"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(field("mode", "some") + file("u.csv", "text/csv", USERS))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(field("mood", "all") + file("u.csv", "text/csv", USERS)).statusCode())
                .isEqualTo(400);
        assertThat(post(field("mode", "all")).statusCode()).isEqualTo(400);
        assertThat(users()).isZero();
    }

    @Test
    void an_upload_that_was_cut_saves_nothing() {
        String cut = field("mode", "all") + file("u.csv", "text/csv", USERS);
        HttpResponse<String> page =
                site.send("POST", "/import", cut, "Content-Type", "multipart/form-data; boundary=xyz");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("the last boundary is missing");
        assertThat(users()).isZero();
    }

    @Test
    void only_a_form_is_taken() {
        assertThat(site.send("POST", "/import", USERS, "Content-Type", "text/csv")
                        .statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_exported_is_imported_as_it_was(UserFormat format) {
        post("all", USERS + "\"a,\"\"b\"\"\",\"=1+1 \",\n");
        String exported = site.get("/api/users?format=" + format.word()).body();
        String parts = file("users." + format.word(), "", exported);
        assertThat(post(field("mode", "all") + parts).body()).contains("0 created", "0 changed", "3 unchanged");
        try (var other = new ServedSite()) {
            String body = field("mode", "all") + parts + "--xyz--\r\n";
            other.send("POST", "/import", body, "Content-Type", "multipart/form-data; boundary=xyz");
            assertThat(other.get("/api/users?format=" + format.word()).body()).isEqualTo(exported);
        }
    }
}
