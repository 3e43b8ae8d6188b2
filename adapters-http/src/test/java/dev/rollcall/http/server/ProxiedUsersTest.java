package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users whom a trusted proxy names, with their roles. */
final class ProxiedUsersTest {
    private final ServedSite site = new ServedSite(ServedSite.CLOSED);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void who_has_no_role_may_do_nothing_and_is_named_in_the_refusal() {
        HttpResponse<String> response = site.get("/api/users", "X-User", "zoe");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("zoe (proxy) has: nothing");
    }

    @Test
    void several_roles_add_up() {
        assertThat(put("X-User", "zoe", "X-Roles", "staff, write,read").statusCode())
                .isEqualTo(201);
        assertThat(site.get("/api/users/1/history", "X-User", "zoe", "X-Roles", "staff, write,read")
                        .body())
                .contains("\"by\":\"zoe\",\"byKind\":\"proxy\"");
    }

    private HttpResponse<String> put(String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return site.send("PUT", "/api/users/1", "{\"name\":\"Ada\",\"email\":\"\"}", all.toArray(String[]::new));
    }
}
