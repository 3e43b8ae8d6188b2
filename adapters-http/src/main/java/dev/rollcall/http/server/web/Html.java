package dev.rollcall.http.server.web;

import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Pages, and parts of them, from the templates in {@code src/main/jte}, which are compiled with the code. They escape all data by where
 * it stands.
 */
public final class Html {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Html() {}

    /** A template with its data. */
    @FunctionalInterface
    public interface Template {
        /** Writes it; all templates are given the same interceptor, which is none. */
        void render(OwaspHtmlTemplateOutput html, HtmlInterceptor none);
    }

    /** Returns what a template writes. */
    @SuppressWarnings("NullAway") // the generated classes take null for no interceptor, but are not annotated
    public static byte[] render(Template template) {
        var bytes = new Utf8ByteOutput();
        template.render(new OwaspHtmlTemplateOutput(bytes), null);
        return bytes.toByteArray();
    }

    /** Returns an instant as the attribute {@code datetime} has it (WHATWG HTML, section 2.3.5.7): no finer than milliseconds. */
    public static String datetime(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Returns an instant in UTC, for people. A script shows it in the zone of the reader. */
    public static String shown(Instant instant) {
        return SHOWN.format(instant);
    }
}
