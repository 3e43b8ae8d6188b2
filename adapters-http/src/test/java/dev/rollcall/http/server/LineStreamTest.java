package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LineStreamTest {
    private static final String LINES = "/api/reconciliations/1/lines";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private void plan(String ids) {
        site.send(
                "POST",
                "/api/reconciliations",
                "{\"roster\":{\"ids\":[" + ids + "]}}",
                "Content-Type",
                "application/json");
        site.workAll();
    }

    private void save(String id, String name) {
        site.directory.save(
                new User(new UserId(id), name, id + "@example.net"), Precondition.none(), ServedSite.TESTER);
    }

    @Test
    void all_lines_are_a_file_however_many_there_are() {
        plan(IntStream.range(0, 2500).mapToObj(i -> "\"1" + i + "0\"").collect(Collectors.joining(",")));
        HttpResponse<String> file = site.get(LINES, "Accept", "application/x-ndjson");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"reconciliation-1.ndjson\"");
        assertThat(file.body().lines()).hasSize(2500).allMatch(line -> line.startsWith("{\"id\":\"1"));
        assertThat(file.body().lines().distinct()).hasSize(2500);
        assertThat(site.get(LINES + "?format=csv").body().lines()).hasSize(2501);
    }

    @Test
    void only_the_lines_that_are_chosen_are_in_it() {
        save("1", "Old");
        plan("1,2,3");
        assertThat(site.get(LINES + "?format=ndjson&kind=create").body().lines())
                .hasSize(2);
        assertThat(site.get(LINES + "?format=ndjson&kind=delete").body()).isEmpty();
        assertThat(site.get(LINES + "?format=ndjson&state=planned").body().lines())
                .hasSize(3);
    }

    @Test
    void csv_has_each_field_before_and_after() {
        save("1", "=1+1");
        save("7", "Local");
        plan("1,7,9");
        HttpResponse<String> file = site.get(LINES, "Accept", "text/csv");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"reconciliation-1.csv\"");
        assertThat(file.body().lines())
                .containsExactly(
                        "id,kind,state,name before,name after,email before,email after,active before,active after,"
                                + "team before,team after,outcome,detail,attempts,at,listed,note",
                        "1,update,planned,=1+1,<Remote> 1,,,,,,,present,,1,2026-01-02T03:04:05.021306Z,false,",
                        "7,local,,,,,,,,,,absent,,1,2026-01-02T03:04:05.021306Z,false,the remote never knew the user",
                        "9,undecided,,,,,,,,,,failed,status: 503,1,2026-01-02T03:04:05.021306Z,false,status: 503");
    }

    @Test
    void formulas_are_escaped_if_that_is_asked_for() {
        save("1", "=1+1");
        plan("1,\"-3\"");
        assertThat(site.get(LINES + "?format=csv&formulas=escaped").body())
                .contains("\r\n1,update,planned,'=1+1,", "\r\n'-3,create,planned,,<Remote> -3,,'-3@");
    }

    @Test
    void the_head_of_a_file_is_told_without_reading_it() {
        plan("1");
        HttpResponse<String> head = site.send("HEAD", LINES + "?format=csv", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("text/csv");
        assertThat(head.body()).isEmpty();
    }
}
