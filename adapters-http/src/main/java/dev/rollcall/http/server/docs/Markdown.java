package dev.rollcall.http.server.docs;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Renders Markdown (CommonMark with tables) as HTML. Headings get ids, HTML is escaped, and links can't run scripts. */
final class Markdown {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private Markdown() {}

    /**
     * Returns the HTML of a text.
     *
     * @param addresses converts the address of each link
     */
    static String html(String markdown, UnaryOperator<String> addresses) {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> adapt(node, attributes, addresses))
                .build()
                .render(PARSER.parse(markdown));
    }

    /** Gives tables the attributes that those of other pages have, and converts links. */
    private static void adapt(Node node, Map<String, String> attributes, UnaryOperator<String> addresses) {
        if (node instanceof TableCell cell) {
            if (cell.isHeader()) {
                attributes.put("scope", "col");
            }
            if (attributes.remove("align") != null) {
                attributes.put("class", "number");
            }
        }
        if (node instanceof Link) {
            attributes.computeIfPresent("href", (name, address) -> addresses.apply(address));
        }
    }
}
