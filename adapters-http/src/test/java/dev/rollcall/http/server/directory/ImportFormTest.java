package dev.rollcall.http.server.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.server.ServedSite;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form, as a browser sends it. */
final class ImportFormTest {
    private static final String STAFF = "No;First;Last;Left;Phone\n7;Ada;Lovelace;no;1\n8;Bo;;yes;2\n..;C;;;\n";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private static String field(String name, String value) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(name, value);
    }

    private static String file(String content) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n%s\r\n"
                .formatted(content);
    }

    private HttpResponse<String> post(String path, String parts) {
        return site.send(
                "POST",
                path,
                parts + "--xyz--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=xyz",
                "Accept",
                "text/html");
    }

    private static String mapping() {
        return field("mode", "each")
                + field("map.id", "no")
                + field("map.name", "First")
                + field("map.name", "Last")
                + field("map.active", "!left")
                + field("map.email", "");
    }

    @Test
    void a_preview_shows_the_first_rows_as_they_would_be_read_and_saves_nothing() {
        HttpResponse<String> page = post("/import/preview", mapping() + file(STAFF));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body().replaceAll("\\s*\n\\s*", ""))
                .contains("<td class=\"number\">2</td><td>7</td><td>Ada Lovelace</td><td>true</td>")
                .contains("<td class=\"number\">3</td><td>8</td><td>Bo</td><td>false</td>")
                .contains(
                        "<td class=\"number\">4</td><td colspan=\"3\"><span class=\"failed\">bad</span> id id must not")
                .contains("Ignored columns: Phone", "Nothing was saved.", "<option value=\"First\">")
                .contains(
                        "name=\"map.name\" list=\"columns\" value=\"First\"",
                        "value=\"Last\"",
                        "value=\"each\" checked");
        assertThat(site.get("/api/users?total=true").body()).contains("\"total\":0");
    }

    @Test
    void a_preview_of_what_can_not_be_read_says_why_and_opens_the_columns() {
        String page =
                post("/import/preview", field("mode", "all") + file(STAFF)).body();
        assertThat(page)
                .contains("none of them is id", "<details class=\"mapping\" id=\"mapping\" open")
                .contains("<option value=\"No\">")
                .doesNotContain("Ignored columns");
    }

    @Test
    void an_import_maps_the_columns_as_its_preview_does() {
        HttpResponse<String> page = post("/import", mapping() + file(STAFF));
        assertThat(page.body()).contains("2 created", "1 bad", "Ignored columns: Phone");
        assertThat(site.get("/api/users/8").body()).contains("\"name\":\"Bo\"", "\"active\":false");
    }

    @Test
    void a_preview_reads_only_the_beginning() {
        String many = "id,name\n" + "1,A\n".repeat(200_000);
        String page = post("/import/preview", field("mode", "all") + file(many)).body();
        assertThat(page.split("<td>A</td>", -1)).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "charset | klingon | charset must be a charset",
                "map.phone | x | is not a parameter of this route",
                "map.id | a | 200",
            })
    void what_is_wrong_is_told_before_anything_is_read(String name, String value, String told) {
        HttpResponse<String> page =
                post("/import/preview", field("mode", "all") + field(name, value) + file("a,b\n1,2\n"));
        assertThat(page.statusCode() + page.body()).contains(told);
        assertThat(page.body().getBytes(UTF_8)).isNotEmpty();
    }

    @Test
    void fields_may_not_be_endless() {
        HttpResponse<String> page = post("/import", field("x", "y").repeat(300) + file(STAFF));
        assertThat(page.statusCode()).isEqualTo(400);
    }
}
