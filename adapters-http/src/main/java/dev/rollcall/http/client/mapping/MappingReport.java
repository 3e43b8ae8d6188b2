package dev.rollcall.http.client.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Explanation.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what each expression of a mapping finds in a document. Safe for use by many threads. */
public final class MappingReport {
    /** The most characters of a value. */
    private static final int MAX = 300;

    private static final String NOTHING = "nothing";
    private static final JsonFactory JSON = new JsonFactory();

    private final FieldMapping mapping;
    private final Optional<Expression> absentWhen;

    /**
     * Creates it.
     *
     * @param absentWhen holds for a document that says that there is no such user
     */
    public MappingReport(FieldMapping mapping, Optional<Expression> absentWhen) {
        this.mapping = mapping;
        this.absentWhen = absentWhen;
    }

    /**
     * Returns what each expression finds, in the order of the fields; empty if the document isn't JSON.
     *
     * @param body JSON from its position to its limit
     */
    public List<Value> of(UserId asked, ByteBuffer body) {
        try (JsonParser json = JsonBody.parser(body)) {
            json.nextToken();
            return of(asked, JsonTree.read(json));
        } catch (IOException | RuntimeException e) {
            return List.of(); // what is wrong with it is told as the meaning of the response
        }
    }

    private List<Value> of(UserId asked, @Nullable Object document) {
        List<Value> values = new ArrayList<>();
        absentWhen.ifPresent(condition -> values.add(value("absent.when", condition, document)));
        mapping.user().ifPresent(where -> values.add(value("user", where, document)));
        @Nullable
        Object user =
                user(asked, mapping.user().isPresent() ? found(mapping.user().get(), document) : document);
        mapping.id().ifPresent(where -> values.add(value("id", where, user)));
        mapping.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> values.add(value(field.getKey().name(), field.getValue(), user)));
        return values;
    }

    /** Returns the element of an array that has the id, or else the array. */
    private @Nullable Object user(UserId asked, @Nullable Object found) {
        if (found instanceof List<?> array && mapping.id().isPresent()) {
            for (Object element : array) {
                String id = String.valueOf(found(mapping.id().get(), element));
                if (mapping.isSame(id, asked)) {
                    return element;
                }
            }
        }
        return found;
    }

    private static @Nullable Object found(Expression where, @Nullable Object document) {
        try {
            return where.find(document);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns what an expression finds in a document, or why that can't be told. */
    static Value value(String name, Expression where, @Nullable Object document) {
        try {
            @Nullable Object found = where.find(document);
            return new Value(name, where.toString(), found == null ? NOTHING : Quoted.plain(text(found), MAX));
        } catch (IllegalArgumentException e) {
            return new Value(name, where.toString(), Quoted.plain(String.valueOf(e.getMessage()), MAX));
        }
    }

    private static String text(Object value) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            JsonTree.write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
