package dev.rollcall.http.client.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.rollcall.http.client.response.Field;
import dev.rollcall.http.client.response.RemoteResponse;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Detects HTML pages in place of an API response: an intermediary, such as a proxy or a login wall, may have sent them. */
final class HtmlPage {
    private static final Set<String> TYPES = Set.of("text/html", "application/xhtml+xml");
    private static final int SNIFFED = 1024;
    /** How a page without a content type begins (WHATWG, MIME Sniffing, section 7.1), decoded as ISO 8859-1. */
    private static final Pattern BEGIN = Pattern.compile(
            "(\u00EF\u00BB\u00BF)?\\s*(<\\?xml[^>]*>\\s*)?<(!doctype html|!--|(html|head|title|meta|link|script|style|body|iframe|h1"
                    + "|center|div|font|table|a|b|br|p)[\\s/>])",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_CERTIFICATE =
            Pattern.compile("<title>400 ((?:No required|The) SSL certificate [a-z ]{1,40})</title>");

    private HtmlPage() {}

    /** Returns whether it is one: by its content type, or by its beginning if it has none. */
    static boolean is(RemoteResponse response) {
        return type(response).map(HtmlPage::isPage).orElseGet(() -> beginsAsPage(response.beginning()));
    }

    /** Returns whether that can't be ruled out: neither a content type nor any content was received. */
    static boolean mayBe(RemoteResponse response) {
        return type(response).isEmpty()
                && !response.isWhole()
                && !response.beginning().hasRemaining();
    }

    private static Optional<String> type(RemoteResponse response) {
        return response.field(Field.CONTENT_TYPE)
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty());
    }

    private static boolean isPage(String type) {
        return TYPES.contains(type);
    }

    private static boolean beginsAsPage(ByteBuffer body) {
        ByteBuffer sniffed = body.slice(body.position(), Math.min(SNIFFED, body.remaining()));
        return BEGIN.matcher(ISO_8859_1.decode(sniffed)).lookingAt();
    }

    /**
     * Returns what nginx says of a client certificate, and which setting it is about: it makes the connection, and then refuses each
     * request. Empty if it says nothing of that.
     */
    static String ofCertificate(RemoteResponse response) {
        Matcher title = OF_CERTIFICATE.matcher(ISO_8859_1.decode(response.beginning()));
        return title.find() ? ": %s (remote.tls.certificate)".formatted(title.group(1)) : "";
    }
}
