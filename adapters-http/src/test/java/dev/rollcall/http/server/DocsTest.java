package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.server.docs.Docs;
import dev.rollcall.http.server.web.Resource;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DocsTest {
    private final ServedSite site = new ServedSite();

    @AfterEach
    void close() {
        site.close();
    }

    private static Stream<String> paths() {
        return Stream.concat(Stream.of("/docs"), Docs.NAMES.stream().map(name -> "/docs/" + name));
    }

    private static List<String> found(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void each_file_is_a_page() throws Exception {
        Path index = Path.of(
                Objects.requireNonNull(Docs.class.getResource("index.md")).toURI());
        try (Stream<Path> files = Files.list(index.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".md")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("index"), Docs.NAMES.stream())
                            .map(name -> name + ".md")
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void each_page_stands_in_the_layout_and_leads_to_all_others(String path) {
        HttpResponse<String> page = site.get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        List<String> title = found("<title>(.*) · Rollcall</title>", ServedSite.links(page));
        assertThat(title).hasSize(1).isEqualTo(found("<h1 id=\"[^\"]*\">(.*)</h1>", ServedSite.links(page)));
        assertThat(ServedSite.links(page))
                .contains("<a href=\"/docs\" aria-current=\"page\">Docs</a>")
                .contains("<a href=\"" + path + "\" aria-current=\"page\">" + title.getFirst() + "</a>");
        assertThat(found("href=\"(/docs[^\"#]*)\"", ServedSite.links(page))).containsAll(paths().toList());
    }

    @Test
    void the_text_of_the_index_leads_to_each_page() {
        String text = ServedSite.links(site.get("/docs")).replaceFirst("(?s).*<article>", "");
        assertThat(found("href=\"/docs/([^\"#]*)\"", text)).isEqualTo(Docs.NAMES);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void its_links_lead_to_pages_and_headings_that_there_are(String path) {
        List<String> links = found(" href=\"([^\"]*)\"", ServedSite.links(site.get(path)));
        assertThat(links).isNotEmpty();
        for (String link : links) {
            assertLeads(path, link);
        }
    }

    private void assertLeads(String from, String link) {
        if (link.startsWith("https://")) {
            return;
        }
        String[] parts = link.split("#", 2);
        HttpResponse<String> page = site.get(parts[0].isEmpty() ? from : parts[0]);
        assertThat(page.statusCode()).as(link).isEqualTo(200);
        if (parts.length == 2) {
            assertThat(ServedSite.links(page)).as(link).contains(" id=\"" + parts[1] + "\"");
        }
    }

    @Test
    void its_tables_of_routes_are_those_of_the_site() {
        Map<String, List<String>> served = site.site.resources().stream()
                .collect(Collectors.toMap(Resource::path, DocsTest::methods, (one, other) -> one, TreeMap::new));
        String page = ServedSite.links(site.get("/docs/http"));
        Map<String, List<String>> told = Pattern.compile(
                        "<tr>\\s*<td><code>(/[^<]*)</code></td>\\s*<td>([A-Z, ]+)</td>")
                .matcher(page)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), DocsTest::methods, (one, other) -> one, TreeMap::new));
        assertThat(told).isNotEmpty().isEqualTo(served);
    }

    private static List<String> methods(Resource resource) {
        return resource.operations().stream()
                .map(operation -> operation.method().text())
                .filter(method -> !method.equals("HEAD"))
                .toList();
    }

    private static List<String> methods(MatchResult row) {
        return List.of(row.group(2).split(", "));
    }

    @Test
    void an_unknown_page_is_not_found() {
        assertThat(site.get("/docs/nothing").statusCode()).isEqualTo(404);
        assertThat(site.get("/docs/index").statusCode()).isEqualTo(404);
        assertThat(site.get("/docs/").statusCode()).isEqualTo(404);
    }
}
