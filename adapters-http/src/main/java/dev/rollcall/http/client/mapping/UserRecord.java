package dev.rollcall.http.client.mapping;

import dev.rollcall.domain.UserField;
import dev.rollcall.http.client.response.Malformed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one record of a document says: the texts at the targets. */
final class UserRecord {
    private final @Nullable String[] texts;

    /** Creates it for so many targets, without values. */
    UserRecord(int targets) {
        this.texts = new @Nullable String[targets];
    }

    /**
     * Takes the value at a target; null is one that isn't known.
     *
     * @throws Malformed if it has one already, or its kind is wrong
     */
    void put(Target target, @Nullable Object value) throws Malformed {
        if (texts[target.index()] != null) {
            throw new Malformed("%s occurs twice".formatted(target.where()));
        }
        texts[target.index()] = value == null ? null : target.text(value);
    }

    /** Returns the text at a target; null if it isn't known. */
    @Nullable
    String get(Target target) {
        return texts[target.index()];
    }

    /** Returns whether no target has a text. */
    boolean isEmpty() {
        return Arrays.stream(texts).allMatch(Objects::isNull);
    }

    /** Returns the texts of the fields that are known. */
    Map<UserField, String> known(List<Target> fields) {
        Map<UserField, String> known = HashMap.newHashMap(fields.size());
        for (Target target : fields) {
            String text = texts[target.index()];
            if (text != null) {
                known.put(target.field().orElseThrow(), text);
            }
        }
        return known;
    }

    /** Returns the fields of which nothing is known. */
    Set<UserField> missing(List<Target> fields) {
        Set<UserField> missing = Set.of();
        for (Target target : fields) {
            if (texts[target.index()] == null) {
                missing = missing.isEmpty() ? new HashSet<>() : missing;
                missing.add(target.field().orElseThrow());
            }
        }
        return missing;
    }
}
