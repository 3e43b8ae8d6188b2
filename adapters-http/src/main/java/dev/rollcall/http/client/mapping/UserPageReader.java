package dev.rollcall.http.client.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of the remote's list of its users. What it has of one user can't spoil the others: elements that aren't users are told
 * apart, but a page without any user that can be read is refused. Safe for use by many threads.
 */
public final class UserPageReader {
    private final Optional<Expression> users;
    private final Optional<Expression> total;
    private final FieldMapping mapping;
    private final boolean hollowIsUser;
    private final Target id;
    private final List<Target> fields;
    private final List<Target> targets;

    /**
     * Creates a reader.
     *
     * @param users where the array of users is; empty if it is the document
     * @param total where the number of all users is; if that is zero, the array may be missing (RFC 7644, section 3.4.2). Empty if the
     *     remote doesn't tell
     * @param mapping where a user's fields are in an element
     * @param hollowIsUser whether a user is believed of whom neither name nor email is told
     * @throws IllegalArgumentException if the mapping says of no id where it is
     */
    public UserPageReader(
            Optional<Expression> users, Optional<Expression> total, FieldMapping mapping, boolean hollowIsUser) {
        this.users = users;
        this.total = total;
        this.mapping = mapping;
        this.hollowIsUser = hollowIsUser;
        this.id = Target.id(mapping)
                .orElseThrow(() -> new IllegalArgumentException("a list of users needs to know where their ids are"));
        this.fields = Target.fields(mapping);
        this.targets = Stream.concat(Stream.of(id), fields.stream()).toList();
    }

    /**
     * Reads a page.
     *
     * @param body JSON from its position to its limit
     * @throws Malformed if it isn't JSON, or has no array of users where that should be, or nobody in it is a user
     */
    public UserPage read(ByteBuffer body) throws IOException {
        @Nullable Object document = document(body);
        List<?> elements = elements(document);
        List<User> read = new ArrayList<>(elements.size());
        List<String> unreadable = new ArrayList<>();
        Set<UserField> blank = new HashSet<>(mapping.fields().keySet());
        for (int i = 0; i < elements.size(); i++) {
            try {
                UserRecord record = TreeRecords.record(elements.get(i), targets);
                read.add(user(record));
                blank.retainAll(record.missing(fields));
            } catch (Malformed | IllegalArgumentException e) {
                unreadable.add("user %s of the page: %s".formatted(i + 1, e.getMessage()));
            }
        }
        if (read.isEmpty() && !unreadable.isEmpty()) {
            throw new Malformed("of %s users none can be read; %s".formatted(elements.size(), unreadable.getFirst()));
        }
        return new UserPage(document, read, unreadable, read.isEmpty() ? Set.of() : blank);
    }

    private static @Nullable Object document(ByteBuffer body) throws IOException {
        try (JsonParser json = JsonBody.parser(body)) {
            json.nextToken();
            @Nullable Object document = JsonTree.read(json);
            if (json.nextToken() != null) {
                throw new Malformed(
                        "unexpected content after the JSON value, at " + UserReader.place(json.currentTokenLocation()));
            }
            return document;
        } catch (JsonProcessingException e) {
            throw new Malformed("broken JSON at " + UserReader.place(e.getLocation()));
        }
    }

    private List<?> elements(@Nullable Object document) throws Malformed {
        @Nullable Object found = users.isPresent() ? TreeRecords.find(users.get(), document) : document;
        if (found instanceof List<?> array) {
            return array;
        }
        if (found == null && total.isPresent() && isZero(TreeRecords.find(total.get(), document))) {
            return List.of();
        }
        String where = users.map(Expression::toString).orElse("the body");
        String names = document instanceof Map<?, ?> object && (found == null || users.isEmpty())
                ? ", what came has "
                        + UserReader.names(
                                object.keySet().stream().map(Objects::toString).toList())
                : "";
        throw new Malformed("%s is no array of users%s (remote.list.users)".formatted(where, names));
    }

    private static boolean isZero(@Nullable Object number) {
        return number instanceof Number && number.toString().equals("0");
    }

    private User user(UserRecord record) throws Malformed {
        String text = record.get(id);
        if (text == null) {
            throw new Malformed(id.where() + " is missing");
        }
        var user = new User(new UserId(text), record.known(fields));
        if (!hollowIsUser && mapping.isHollow(user)) {
            throw new Malformed(FieldMapping.HOLLOW);
        }
        return user;
    }
}
