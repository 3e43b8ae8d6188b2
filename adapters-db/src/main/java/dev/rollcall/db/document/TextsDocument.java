package dev.rollcall.db.document;

import java.util.List;

/** Sentences as JSON: a list of texts. */
public final class TextsDocument {
    private TextsDocument() {}

    /** Returns the document. */
    public static String of(List<String> texts) {
        return JsonObject.write(texts);
    }

    /** Reads a document. */
    public static List<String> read(String document) {
        return JsonObject.readList(document).stream().map(Object::toString).toList();
    }
}
