package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Precondition;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ListingTest {
    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private void save(String id, String name) {
        site.directory.save(
                new User(new UserId(id), name, id + "@example.org"), Precondition.none(), ServedSite.TESTER);
    }

    @Test
    void the_index_shows_users_from_the_directory_escaped() {
        save("7", "O'Brien & <Sons>");
        HttpResponse<String> page = site.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(ServedSite.links(page))
                .contains(
                        "<td><a href=\"/users/7\">7</a></td><td>O'Brien &amp; &lt;Sons&gt;</td><td>7@example.org</td>");
    }

    @Test
    void an_empty_index_says_so() {
        assertThat(ServedSite.links(site.get("/")))
                .contains("The directory is empty")
                .doesNotContain("<table>");
        assertThat(ServedSite.links(site.get("/?q=%3Cb%3E"))).contains("No user matches “&lt;b&gt;”");
    }

    @Test
    void the_index_leads_from_page_to_page() {
        for (int i = 100; i < 220; i++) {
            save("u" + i, "User " + i);
        }
        int rows = 0;
        String path = "/";
        for (int pages = 1; pages <= 3; pages++) {
            String page = ServedSite.links(site.get(path));
            rows += page.split("<tr><td><a href=\"/users/u", -1).length - 1;
            Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]*)\"").matcher(page);
            assertThat(next.find()).isEqualTo(pages < 3);
            path = pages < 3 ? next.group(1).replace("&amp;", "&") : path;
        }
        assertThat(rows).isEqualTo(120);
    }

    @Test
    void the_index_searches() {
        save("1", "Ada Lovelace");
        save("2", "Grace Hopper");
        String page = ServedSite.links(site.get("/?q=hop"));
        assertThat(page).contains("Grace Hopper").doesNotContain("Ada").contains("value=\"hop\"");
    }

    @Test
    void the_index_is_sorted_by_the_heads_of_its_columns_and_keeps_what_is_sought() {
        save("1", "Zoe Berg");
        save("2", "Anna Berg");
        assertThat(ServedSite.links(site.get("/?q=berg")))
                .contains("aria-sort=\"ascending\"><a href=\"/?q=berg\">Id</a>")
                .contains("<th scope=\"col\"><a href=\"/?q=berg&amp;sort=name\">Name</a>")
                .doesNotContain("name=\"sort\"");
        String byName = ServedSite.links(site.get("/?q=berg&sort=name"));
        assertThat(byName)
                .contains("aria-sort=\"ascending\"><a href=\"/?q=berg&amp;sort=name\">Name</a>")
                .contains("<input type=\"hidden\" name=\"sort\" value=\"name\">")
                .contains("href=\"/api/users?format=csv&amp;q=berg&amp;sort=name\"");
        assertThat(byName.indexOf("Anna")).isLessThan(byName.indexOf("Zoe"));
    }

    @Test
    void a_search_says_how_many_it_found_and_keeps_its_text_from_page_to_page() {
        for (int i = 100; i < 151; i++) {
            save("u" + i, "User " + i);
        }
        assertThat(ServedSite.links(site.get("/?q=u100"))).contains("role=\"status\">1 user matches</p>");
        assertThat(ServedSite.links(site.get("/?q=u14"))).contains("role=\"status\">10 users match</p>");
        assertThat(ServedSite.links(site.get("/?q=none")))
                .contains("role=\"status\">No user matches</p>")
                .doesNotContain("format=csv");
        String first = ServedSite.links(site.get("/?q=u1"));
        assertThat(first).contains("50 users on this page match, and there are other pages");
        Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]*)\"").matcher(first);
        assertThat(next.find()).isTrue();
        assertThat(ServedSite.links(site.get(next.group(1).replace("&amp;", "&"))))
                .contains(
                        "<a href=\"/?q=u1\">First page</a>", "1 user on this page matches, and there are other pages");
    }
}
