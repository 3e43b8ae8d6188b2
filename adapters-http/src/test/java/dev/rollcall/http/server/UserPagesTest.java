package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.server.web.Percent;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserPagesTest {
    private static final String HOSTILE = "\"><script>alert('1')</script>";

    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private long save(String id, String name, String by) {
        site.directory.save(
                new User(new UserId(id), name, ""),
                Precondition.none(),
                new Attribution(new Actor(by), ServedSite.NOW));
        return find(id).orElseThrow().version();
    }

    private Optional<Entry> find(String id) {
        return site.directory.find(new UserId(id));
    }

    private HttpResponse<String> post(String path, String form) {
        return site.send(
                "POST", path, form, "Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html");
    }

    /** Checks that the response is a redirect, and follows it. */
    private String followed(HttpResponse<String> response, String address) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).hasValue(address);
        return ServedSite.links(site.get(address));
    }

    // -- showing

    @Test
    void a_user_has_a_page_with_what_was_changed() {
        save("a/7", "Ada", "tester");
        save("a/7", "<Lady> Ada", "tester");
        String page = ServedSite.links(site.get("/users/a%2F7"));
        assertThat(page)
                .contains(
                        "<h1>User a/7</h1>",
                        "<dd>&lt;Lady&gt; Ada</dd>",
                        "<td>tester</td><td><span>changed</span></td>")
                .contains("<div>Name: <del>Ada</del> <ins>&lt;Lady&gt; Ada</ins>")
                .contains("<div>Name: <ins>Ada</ins>");
        site.directory.remove(new UserId("a/7"), Precondition.none(), ServedSite.TESTER);
        assertThat(ServedSite.links(site.get("/users/a%2F7")))
                .contains(
                        "no such user any more",
                        "<td><span>removed</span></td>",
                        "<div>Name: <del>&lt;Lady&gt; Ada</del> ");
        assertThat(site.get("/users/8").statusCode()).isEqualTo(404);
    }

    @Test
    void the_page_of_a_user_leads_to_older_changes() {
        for (int i = 0; i < 50; i++) {
            save("7", "name " + i, "tester");
        }
        assertThat(ServedSite.links(site.get("/users/7")))
                .contains("<ins>name 0</ins>")
                .doesNotContain("rel=\"next\"");
        save("7", "name 50", "tester");
        assertThat(ServedSite.links(site.get("/users/7"))).contains("<a rel=\"next\" href=\"/users/7?before=2\">");
        assertThat(ServedSite.links(site.get("/users/7?before=2")))
                .contains("<ins>name 0</ins>")
                .doesNotContain("rel=\"next\"");
    }

    // -- adding

    @Test
    void a_user_is_added_and_the_page_that_follows_says_so() {
        HttpResponse<String> response = post("/add", "id=a%2F7&name=Ada+%26+Co&email=ada%40example.org");
        assertThat(followed(response, "/users/a%2F7?notice=added"))
                .contains("role=\"status\">Added.", "<h1>User a/7</h1>", "<dd>Ada &amp; Co</dd>");
        assertThat(find("a/7").orElseThrow().user())
                .isEqualTo(new User(new UserId("a/7"), "Ada & Co", "ada@example.org"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id=&name=Ada | id | id must have 1 to 128 characters",
                "id=..&name=Ada | id | id must not be",
                "id=1&name=%00 | name | name must not have control characters",
                "id=1&email=a%0Ab | email | email must not have control characters",
            })
    void what_is_wrong_is_told_beside_the_field_and_what_was_typed_is_kept(String form, String field, String error) {
        HttpResponse<String> page = post("/add", form);
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(ServedSite.links(page))
                .contains("id=\"" + field + "-error\">" + error)
                .containsPattern("name=\"" + field + "\"[^>]* autofocus aria-invalid=\"true\" aria-describedby=\""
                        + field + "-error\"");
        assertThat(ServedSite.links(post("/add", "id=..&name=Ada&email=x"))).contains("value=\"Ada\"", "value=\"x\"");
    }

    @Test
    void only_the_first_wrong_field_has_the_focus() {
        String page = ServedSite.links(post("/add", "id=..&name=%00"));
        assertThat(page).contains("id=\"id-error\"", "id=\"name-error\"").containsOnlyOnce("autofocus");
    }

    @Test
    void an_id_that_is_there_already_is_told_with_a_link_and_nobody_is_changed() {
        save("a/7", "Ada", "Bea");
        HttpResponse<String> page = post("/add", "id=a%2F7&name=Eve");
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(ServedSite.links(page))
                .contains("a user with this id already exists", "href=\"/users/a%2F7\"", "value=\"Eve\"");
        assertThat(find("a/7").orElseThrow().user().name()).isEqualTo("Ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "import"})
    void an_id_may_be_the_word_of_a_page(String id) {
        followed(post("/add", "id=" + id), "/users/" + id + "?notice=added");
    }

    // -- changing

    @Test
    void a_user_is_changed_and_who_did_it_is_on_record() {
        long version = save("7", "Ada", "Bea");
        String form = "action=save&version=" + version + "&name=Ada+B&email=";
        HttpResponse<String> response = site.send(
                "POST", "/users/7", form, "Content-Type", "application/x-www-form-urlencoded", "X-User", "Cleo");
        assertThat(followed(response, "/users/7?notice=saved"))
                .contains("Saved.", "<dd>Ada B</dd>", "<td>Cleo (proxy)</td><td><span>changed</span></td>");
    }

    @Test
    void a_wrong_field_opens_the_form_again_with_what_was_typed() {
        long version = save("7", "Ada", "Bea");
        HttpResponse<String> page = post("/users/7", "action=save&version=" + version + "&name=%00&email=x");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(ServedSite.links(page))
                .contains("<details open>", "id=\"name-error\"", "value=\"x\"", "value=\"" + version + "\"")
                .contains("<dd>Ada</dd>");
        assertThat(ServedSite.links(site.get("/users/7"))).doesNotContain("<details open>");
    }

    @Test
    void who_is_too_late_sees_both_and_can_save_all_the_same() {
        long seen = save("7", "Ada", "Bea");
        long now = save("7", "Eve", "Cleo & <Co>");
        HttpResponse<String> page = post("/users/7", "action=save&version=" + seen + "&name=Mine&email=");
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(ServedSite.links(page))
                .contains("by Cleo &amp; &lt;Co&gt;", "datetime=\"2026-01-02T03:04:05Z\"")
                .contains("Name <small>differs</small></th><td>Mine</td><td>Eve</td>")
                .contains("<tr><th scope=\"row\">Email</th><td></td><td></td></tr>")
                .contains("name=\"version\" value=\"" + now + "\"", "href=\"/users/7\">Keep theirs</a>");
        assertThat(find("7").orElseThrow().user().name()).isEqualTo("Eve");
        followed(post("/users/7", "action=save&version=" + now + "&name=Mine"), "/users/7?notice=saved");
    }

    @Test
    void two_who_want_the_same_have_no_conflict() {
        long seen = save("7", "Ada", "Bea");
        save("7", "Eve", "Cleo");
        followed(post("/users/7", "action=save&version=" + seen + "&name=Eve"), "/users/7");
    }

    @Test
    void a_user_who_was_removed_meanwhile_can_be_added_again() {
        long seen = save("7", "Ada", "Bea");
        site.directory.remove(new UserId("7"), Precondition.none(), new Attribution(new Actor("Cleo"), ServedSite.NOW));
        HttpResponse<String> page = post("/users/7", "action=save&version=" + seen + "&name=Mine");
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(ServedSite.links(page))
                .contains("was removed by Cleo", "<td>Mine</td><td>removed</td>", "name=\"version\" value=\"\"");
        followed(post("/users/7", "action=save&version=&name=Mine"), "/users/7?notice=added");
        assertThat(post("/users/7", "action=save&version=&name=Other").statusCode())
                .isEqualTo(409);
    }

    // -- removing

    @Test
    void a_user_is_removed_after_a_question_and_the_record_stays() {
        long version = save("7", "Ada", "Bea");
        assertThat(ServedSite.links(site.get("/users/7")))
                .contains("<summary>Remove</summary>", ">Remove user 7</button>");
        assertThat(followed(post("/users/7", "action=remove&version=" + version), "/users/7?notice=removed"))
                .contains("Removed.", "no such user any more", "<td><span>removed</span></td>")
                .doesNotContain("<form");
        assertThat(find("7")).isEmpty();
    }

    @Test
    void who_removes_too_late_sees_what_is_there_and_can_remove_all_the_same() {
        long seen = save("7", "Ada", "Bea");
        long now = save("7", "Eve", "Cleo");
        HttpResponse<String> page = post("/users/7", "action=remove&version=" + seen);
        assertThat(page.statusCode()).isEqualTo(409);
        assertThat(ServedSite.links(page)).contains("<td>removed</td><td>Eve</td>", "Remove anyway", "by Cleo");
        followed(post("/users/7", "action=remove&version=" + now), "/users/7?notice=removed");
        followed(post("/users/7", "action=remove&version=" + now), "/users/7");
    }

    // -- everything else

    @Test
    void a_notice_is_shown_only_if_it_can_be_true() {
        save("7", "Ada", "Bea");
        assertThat(ServedSite.links(site.get("/users/7?notice=removed"))).doesNotContain("Removed.");
        assertThat(site.get("/users/7?notice=hello").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"action=save&version=1&name=Ada", "action=remove&version=1"})
    void nothing_is_done_to_a_user_who_never_was(String form) {
        HttpResponse<String> page = post("/users/8", form);
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(ServedSite.links(page)).contains("Unknown user");
    }

    @ParameterizedTest
    @CsvSource({
        "/users/7, name=Ada, 400",
        "/users/7, action=burn, 400",
        "/users/7, action=save&version=-1, 400",
        "/users/7, action=save&id=8, 400",
        "/users/7?x=1, action=save, 400",
        "/add, name=a&name=b&id=1, 400"
    })
    void a_form_that_is_not_ours_is_a_problem(String path, String form, int status) {
        save("7", "Ada", "Bea");
        assertThat(post(path, form).statusCode()).isEqualTo(status);
        assertThat(find("7").orElseThrow().user().name()).isEqualTo("Ada");
    }

    @Test
    void hostile_texts_are_shown_as_they_are() {
        String encoded = Percent.encode(HOSTILE);
        String sheet = followed(
                post("/add", "id=" + encoded + "&name=" + encoded + "&email=" + encoded),
                "/users/" + encoded + "?notice=added");
        String taken = ServedSite.links(post("/add", "id=" + encoded));
        String late = post("/users/" + encoded, "action=save&version=9&name=x" + encoded)
                .body();
        for (String page : new String[] {sheet, taken, late, ServedSite.links(site.get("/"))}) {
            assertThat(page).contains("&lt;script").doesNotContain("<script>");
        }
    }

    @Test
    void times_are_valid_html_and_exact_in_their_titles() {
        save("7", "Ada", "Bea");
        assertThat(ServedSite.links(site.get("/users/7")))
                .contains("<time datetime=\"2026-01-02T03:04:05Z\" title=\"2026-01-02T03:04:05.000006Z\">"
                        + "2026-01-02 03:04:05 UTC</time>");
    }

    @Test
    void forms_can_be_looked_at_by_their_heads_and_other_methods_are_refused() {
        save("7", "Ada", "Bea");
        for (String path : new String[] {"/", "/add", "/import", "/users/7"}) {
            assertThat(site.send("HEAD", path, "").statusCode()).isEqualTo(200);
            assertThat(site.send("PUT", path, "x").statusCode()).isEqualTo(405);
        }
        assertThat(site.send("DELETE", "/add", "").headers().firstValue("Allow"))
                .hasValue("GET, HEAD, OPTIONS, POST");
    }
}
