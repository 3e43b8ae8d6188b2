package dev.rollcall.http.server.connection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What the head of a request says about where the request ends (RFC 9112, section 6.3).
 *
 * @param isSure whether every recipient must read the same from it; if not, nothing after the head may be read as a request
 * @param body the framing of the body
 * @param expectsContinue whether it asks for 100 (Continue)
 */
record HeadFraming(boolean isSure, BodyFraming body, boolean expectsContinue) {
    private static final HeadFraming UNSURE = new HeadFraming(false, BodyFraming.NONE, false);

    /** RFC 9112, section 3; the method CONNECT has another kind of target and body. */
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(?!CONNECT )[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~\\x80-\\xff]+ HTTP/1\\.1");

    private static final byte[] VERSION = "HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern OTHER_VERSION =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~\\x80-\\xff]+ HTTP/(?!1\\.1)[0-9]\\.[0-9]\r\n");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    /**
     * Reads a head.
     *
     * @param bytes they begin with the head
     * @param length the length of the head, with the empty line at its end
     */
    static HeadFraming read(byte[] bytes, int length) {
        String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        var fields = new Fields();
        int end = head.indexOf("\r\n");
        boolean isSure = REQUEST_LINE.matcher(head).region(0, end).matches();
        for (int begin = end + 2; isSure && begin < length - 2; begin = end + 2) {
            end = head.indexOf("\r\n", begin);
            isSure = fields.add(head.substring(begin, end));
        }
        return isSure && fields.areSure() ? new HeadFraming(true, fields.body(), fields.expectsContinue) : UNSURE;
    }

    /**
     * Returns whether a request line is of another version of HTTP than 1.1.
     *
     * @param bytes they begin with the line
     * @param length the length of the line, with CR LF at its end
     */
    static boolean isOfOtherVersion(byte[] bytes, int length) {
        int begin = length - VERSION.length;
        boolean isUsual = begin >= 0 && Arrays.equals(bytes, begin, length, VERSION, 0, VERSION.length);
        return !isUsual
                && OTHER_VERSION
                        .matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1))
                        .matches();
    }

    /** The fields that frame the body, as far as they were read. */
    private static final class Fields {
        private String length = "";
        private String coding = "";
        private boolean expectsContinue;
        private boolean isContradicted;

        /** Takes the next field line; returns whether it is one. */
        boolean add(String line) {
            int colon = line.indexOf(':');
            if (!TokenSyntax.begins(line, colon) || hasControls(line)) {
                return false;
            }
            String value = line.substring(colon + 1).strip();
            if (isNamed("Content-Length", line, colon)) {
                isContradicted |= !length.isEmpty() || !LENGTH.matcher(value).matches();
                length = value;
            } else if (isNamed("Transfer-Encoding", line, colon)) {
                isContradicted |= !coding.isEmpty() || !value.equalsIgnoreCase("chunked");
                coding = value;
            } else if (isNamed("Expect", line, colon)) {
                expectsContinue = true; // whatever it expects: nothing else is defined
            }
            return true;
        }

        private static boolean isNamed(String name, String line, int colon) {
            return colon == name.length() && line.regionMatches(true, 0, name, 0, colon);
        }

        private static boolean hasControls(String line) {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if ((c < ' ' && c != '\t') || c == 0x7F) {
                    return true;
                }
            }
            return false;
        }

        boolean areSure() {
            return !isContradicted && (length.isEmpty() || coding.isEmpty());
        }

        BodyFraming body() {
            if (!coding.isEmpty()) {
                return new BodyFraming.Chunked();
            }
            return length.isEmpty() ? BodyFraming.NONE : new BodyFraming.Length(Long.parseLong(length));
        }
    }
}
