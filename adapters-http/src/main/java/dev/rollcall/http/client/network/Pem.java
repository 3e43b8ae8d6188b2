package dev.rollcall.http.client.network;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of PEM files (RFC 7468), which skips what stands between the blocks. */
final class Pem {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,60})-----");
    /** Of a key that OpenSSL before 1.0 encrypted (RFC 1421, section 4.6.1.1). */
    private static final String ENCRYPTED = "Proc-Type: 4,ENCRYPTED";

    private Pem() {}

    /**
     * A block.
     *
     * @param label what it is, such as {@code CERTIFICATE}
     * @param encoded its content in Base64, behind header fields if it has any
     */
    record Block(String label, String encoded) {
        boolean isEncrypted() {
            return label.startsWith("ENCRYPTED") || encoded.contains(ENCRYPTED);
        }

        /** Returns the decoded content; what is no Base64 is skipped. */
        byte[] content() {
            return Base64.getMimeDecoder().decode(encoded);
        }

        /** Returns the label only: the content may be a key. */
        @Override
        public String toString() {
            return "Block[label=%s]".formatted(label);
        }
    }

    /**
     * Returns all blocks of a text, in order.
     *
     * @throws IllegalArgumentException if the end of one is missing
     */
    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        for (int at = 0; begin.find(at); ) {
            String label = begin.group(1);
            String endLine = "-----END " + label + "-----";
            int end = text.indexOf(endLine, begin.end());
            if (end < 0) {
                throw new IllegalArgumentException("is cut off: %s is missing".formatted(endLine));
            }
            blocks.add(new Block(label, text.substring(begin.end(), end)));
            at = end + endLine.length();
        }
        return blocks;
    }
}
