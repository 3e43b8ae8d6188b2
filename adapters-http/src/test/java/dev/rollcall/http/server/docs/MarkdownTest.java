package dev.rollcall.http.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MarkdownTest {
    @Test
    void html_in_a_text_is_shown_and_a_link_runs_no_script() {
        assertThat(Markdown.html("<b>a</b>\n\n[b](javascript:alert(1))", link -> DocPage.address("http", link)))
                .contains("&lt;b&gt;a&lt;/b&gt;")
                .doesNotContain("<b>", "javascript");
    }

    @Test
    void tables_tell_what_their_columns_are_and_which_are_numbers() {
        assertThat(Markdown.html("| a | b |\n|---|--:|\n| c | 1 |\n", link -> DocPage.address("http", link)))
                .contains("<th scope=\"col\">a</th>", "<th scope=\"col\" class=\"number\">b</th>")
                .contains("<td>c</td>", "<td class=\"number\">1</td>");
    }

    @Test
    void links_between_files_are_links_between_pages() {
        assertThat(Markdown.html(
                        "[a](remote.md#canaries) [b](index.md) [c](https://example.org/x.md) [d](#e)",
                        link -> DocPage.address("http", link)))
                .contains("href=\"../docs/remote#canaries\"", "href=\"../docs\"")
                .contains("href=\"https://example.org/x.md\"", "href=\"#e\"");
    }
}
