package dev.rollcall.http.server.docs;

import dev.rollcall.http.server.web.Html;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation.
 *
 * @param name the name of its Markdown file beside this class, without the extension
 * @param title its first heading, as plain text
 * @param html the rendered text
 */
public record DocPage(String name, String title, String html) {
    /** The name of the page that links to the others. */
    static final String INDEX = "index";

    private static final Pattern FILE = Pattern.compile("([a-z-]+)\\.md(|#.*)");

    static DocPage read(String name) {
        String file = name + ".md";
        try (InputStream in = Objects.requireNonNull(DocPage.class.getResourceAsStream(file), file)) {
            String markdown = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String title = markdown.lines().findFirst().orElseThrow().substring("# ".length());
            return new DocPage(name, title, Markdown.html(markdown, link -> address(name, link)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the path at which the page is served, from the root of the site. */
    public String path() {
        return path(name);
    }

    private static String path(String name) {
        return name.equals(INDEX) ? "docs" : "docs/" + name;
    }

    /** Returns what leads from the page to the root of the site. */
    public String root() {
        return root(name);
    }

    private static String root(String name) {
        return Html.root("/" + path(name));
    }

    /** Converts a link from a Markdown file to another: {@code remote.md#retries} becomes {@code ../docs/remote#retries}. */
    static String address(String from, String link) {
        Matcher file = FILE.matcher(link);
        return file.matches() ? root(from) + path(file.group(1)) + file.group(2) : link;
    }
}
