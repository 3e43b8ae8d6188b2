package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.domain.rollcall.RemoteUsers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExplanationPageTest {
    private static final UserId ID = new UserId("a/b");

    private final RemoteUsers remote = mock();
    private final ServedSite site = new ServedSite(remote);

    @AfterEach
    void close() {
        site.close();
    }

    private void explaining(Answer answer, Explanation.Request... requests) throws InterruptedException {
        when(remote.explain(any(), any())).thenReturn(new Explanation(answer, List.of("Look out."), List.of(requests)));
    }

    @Test
    void it_shows_what_was_sent_received_and_found() throws InterruptedException {
        explaining(
                new Answer.Present(new User(ID, "Ada", ""), Attempts.NONE),
                new Explanation.Request(
                        ID,
                        "GET /users/a%2Fb",
                        "200\n\n{\"name\":\"<Ada>\"}",
                        List.of(new Explanation.Value("name", "/name", "\"<Ada>\"")),
                        "present"));
        String page = site.get("/explain?id=a%2Fb").body();
        assertThat(page)
                .contains("value=\"a/b\"", "<span>a/b is</span> <strong class=\"present\">present</strong>")
                .contains("Look out.", "<h2>Request for a/b</h2>", "<pre>GET /users/a%2Fb</pre>")
                .contains("&lt;Ada&gt;", "<td>name</td><td><code>/name</code></td>", "</strong> present</p>")
                .doesNotContain("<Ada>");
    }

    @Test
    void where_no_request_is_known_it_shows_the_answer() throws InterruptedException {
        explaining(new Answer.Late(ID, Attempts.NONE));
        assertThat(site.get("/explain?id=a/b").body())
                .contains("<strong class=\"late\">late</strong>: not asked before the deadline")
                .doesNotContain("<h2>");
    }

    @Test
    void without_an_id_and_from_another_site_it_asks_nobody() throws InterruptedException {
        assertThat(site.get("/explain").body()).contains("Ask the remote");
        assertThat(site.send("GET", "/explain?id=7", "", "Sec-Fetch-Site", "cross-site")
                        .body())
                .contains("value=\"7\"");
        verify(remote, never()).explain(any(), any());
    }

    @Test
    void a_wrong_id_is_told() {
        assertThat(site.get("/explain?id=%00").statusCode()).isEqualTo(400);
        assertThat(site.get("/explain?ids=7").body()).contains("ids");
    }
}
