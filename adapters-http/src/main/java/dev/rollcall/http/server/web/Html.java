package dev.rollcall.http.server.web;

import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import io.helidon.webserver.http.ServerRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Renders pages, and parts of them, with the templates in {@code src/main/jte}, which are compiled with the code and escape data by
 * context.
 */
public final class Html {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Html() {}

    /** A template with its data. */
    @FunctionalInterface
    public interface Template {
        /** Renders it; the interceptor is always none. */
        void render(OwaspHtmlTemplateOutput html, HtmlInterceptor none);
    }

    /** Returns the output of a template, in UTF-8. */
    @SuppressWarnings("NullAway") // the generated classes take null for no interceptor, but are not annotated
    public static byte[] render(Template template) {
        var bytes = new Utf8ByteOutput();
        template.render(new OwaspHtmlTemplateOutput(bytes), null);
        return bytes.toByteArray();
    }

    /**
     * Returns what leads from a page to the root of the site, such as {@code ./} or {@code ../}: links of pages are relative, so that a proxy
     * may have the site below any path.
     */
    public static String root(ServerRequest request) {
        return root(request.prologue().uriPath().rawPath());
    }

    /** Returns the same for the raw path of the page. */
    public static String root(String path) {
        int depth = (int) path.chars().filter(character -> character == '/').count() - 1;
        return depth <= 0 ? "./" : "../".repeat(depth);
    }

    /** Returns an instant for the attribute {@code datetime} (WHATWG HTML, section 2.3.5.7), truncated to milliseconds. */
    public static String datetime(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Returns an instant in UTC, for people. A script converts it to the reader's time zone. */
    public static String shown(Instant instant) {
        return SHOWN.format(instant);
    }
}
