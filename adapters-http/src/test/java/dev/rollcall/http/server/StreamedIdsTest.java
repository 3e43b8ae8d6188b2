package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StreamedIdsTest {
    private static final String LINES = "application/x-ndjson";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private List<String> lines(String ids) {
        return site.send("POST", "/api/roll-calls", ids, "Content-Type", LINES)
                .body()
                .lines()
                .toList();
    }

    @Test
    void each_id_is_answered_while_the_next_one_is_still_to_come() {
        try (var client = new BareClient(site)) {
            client.post("/api/roll-calls", LINES).chunk("\"1\"\n7\n");
            assertThat(client.readUntil("\"id\":\"7\"")).contains("\"id\":\"1\",\"outcome\":\"present\"");
            client.chunk("8\n");
            assertThat(client.readUntil("}\n")).contains("\"outcome\":\"absent\"");
            assertThat(client.readUntil("}\n")).contains("\"id\":\"8\",\"outcome\":\"late\"");
            client.chunk("");
            assertThat(client.readUntil("}}\n")).contains("\"asked\":3");
        }
    }

    @Test
    void what_follows_the_ids_is_the_next_request() {
        try (var client = new BareClient(site)) {
            client.post("/api/roll-calls", LINES).chunk("1\n").chunk("").get("/problems/bad-body", "*/*");
            assertThat(client.readUntil("\r\n0\r\n\r\n")).contains("\"asked\":1");
            assertThat(client.readUntil("</html>")).contains("200 OK");
        }
    }

    @Test
    void an_id_that_came_before_is_asked_again_and_told_as_a_duplicate() {
        List<String> lines = lines("1\n\"7\"\n\"1\"\n2\n1\n");
        assertThat(lines).hasSize(6);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"duplicate\":true"))
                .containsExactly(lines.get(2), lines.get(4));
        assertThat(lines.get(2)).startsWith("{\"id\":\"1\",\"outcome\":\"present\"");
        assertThat(lines.getLast()).contains("\"asked\":5", "\"duplicates\":2");
    }

    @Test
    void without_duplicates_nothing_is_said_of_them() {
        assertThat(lines("1\n2\n")).hasSize(3).noneMatch(line -> line.contains("duplicate"));
    }

    @Test
    void a_body_that_breaks_off_ends_with_a_problem() {
        try (var client = new BareClient(site)) {
            client.post("/api/roll-calls", LINES).chunk("1\n").readUntil("}\n");
            client.send("no number\r\n");
            assertThat(client.readUntil("}\n")).contains("/problems/bad-request", "its framing is malformed");
        }
    }
}
