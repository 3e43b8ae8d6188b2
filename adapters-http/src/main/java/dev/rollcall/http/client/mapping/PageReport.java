package dev.rollcall.http.client.mapping;

import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.domain.rollcall.Explanation.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what each expression finds in a page of the remote's list of its users, and in the first of them. Safe for use by many threads. */
public final class PageReport {
    private final Optional<Expression> users;
    private final Optional<Expression> next;
    private final Optional<Expression> total;
    private final FieldMapping mapping;

    /**
     * Creates it.
     *
     * @param users where the array of users is; empty if it is the document
     * @param next where the next page is; empty if the document doesn't tell
     * @param total where the number of all users is; empty if the document doesn't tell
     */
    public PageReport(
            Optional<Expression> users, Optional<Expression> next, Optional<Expression> total, FieldMapping mapping) {
        this.users = users;
        this.next = next;
        this.total = total;
        this.mapping = mapping;
    }

    /**
     * Returns what each expression finds; empty if the document isn't JSON.
     *
     * @param body JSON from its position to its limit
     */
    public List<Value> of(ByteBuffer body) {
        try (JsonParser json = JsonBody.parser(body)) {
            json.nextToken();
            return of(JsonTree.read(json));
        } catch (IOException | RuntimeException e) {
            return List.of(); // what is wrong with it is told otherwise
        }
    }

    private List<Value> of(@Nullable Object document) {
        List<Value> values = new ArrayList<>();
        @Nullable Object found = users.isPresent() ? users.get().find(document) : document;
        String count = found instanceof List<?> array ? "an array of %s".formatted(array.size()) : "no array";
        values.add(new Value("list.users", users.map(Expression::toString).orElse("all of it"), count));
        next.ifPresent(where -> values.add(MappingReport.value("list.next", where, document)));
        total.ifPresent(where -> values.add(MappingReport.value("list.total", where, document)));
        if (found instanceof List<?> array && !array.isEmpty()) {
            addFirst(array.getFirst(), values);
        }
        return values;
    }

    private void addFirst(@Nullable Object first, List<Value> values) {
        mapping.id().ifPresent(where -> values.add(MappingReport.value("id", where, first)));
        mapping.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> values.add(MappingReport.value(field.getKey().name(), field.getValue(), first)));
    }
}
