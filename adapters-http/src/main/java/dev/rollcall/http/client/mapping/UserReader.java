package dev.rollcall.http.client.mapping;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.rollcall.domain.Quoted;
import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the user who was asked for from the remote's JSON. Where nothing but pointers lead into it, it is streamed, and only the mapped
 * fields are kept.
 *
 * <p>A document that is an array holds users, of which the one with the id is meant, unless the mapping leads into the array itself. Null
 * is the same as a missing member. Safe for use by many threads.
 */
public final class UserReader {
    /** How many names of other members, or other ids, a message shows at most. */
    private static final int MAX_NAMES = 8;

    private final Optional<Target> id;
    private final List<Target> fields;
    private final FieldMapping mapping;
    private final Records.Source source;

    /**
     * Creates a reader.
     *
     * @param absentWhen holds for a document that says that there is no such user
     */
    public UserReader(FieldMapping mapping, Optional<Expression> absentWhen) {
        this.id = Target.id(mapping);
        this.fields = Target.fields(mapping);
        this.mapping = mapping;
        List<Target> all = Stream.concat(id.stream(), fields.stream()).toList();
        boolean streams = absentWhen.isEmpty()
                && mapping.user().isEmpty()
                && all.stream().allMatch(target -> target.where().pointer() != null);
        this.source = streams
                ? new StreamedRecords(all, mapping.tellsId())
                : new TreeRecords(absentWhen, mapping.user(), all);
    }

    /**
     * Reads the user who was asked for.
     *
     * @param body JSON from its position to its limit
     * @return the user; empty if the document says that there is no such user
     * @throws Malformed if it isn't JSON, or isn't that user
     */
    public Optional<FoundUser> read(UserId asked, ByteBuffer body) throws IOException {
        Optional<Records> records = records(body);
        if (records.isEmpty()) {
            return Optional.empty();
        }
        UserRecord record = records.get().isArray()
                ? chosen(asked, records.get().all())
                : records.get().all().getFirst();
        if (isMissing(record)) {
            throw new Malformed(missing() + names(body));
        }
        return Optional.of(new FoundUser(user(asked, record), record.missing(fields)));
    }

    private Optional<Records> records(ByteBuffer body) throws IOException {
        try (JsonParser json = JsonBody.parser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT && json.currentToken() != JsonToken.START_ARRAY) {
                throw new Malformed("the body is no JSON object or array");
            }
            Optional<Records> records = source.read(json);
            if (json.nextToken() != null) {
                throw new Malformed(
                        "unexpected content after the JSON value, at " + place(json.currentTokenLocation()));
            }
            return records;
        } catch (JsonProcessingException e) {
            throw new Malformed("broken JSON at " + place(e.getLocation()));
        }
    }

    /** Returns where something is in a document, in words. */
    static String place(@Nullable JsonLocation location) {
        return location == null
                ? "a place unknown"
                : "line %s, column %s".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** Returns the one record of an array that is of the user who was asked for. */
    private UserRecord chosen(UserId asked, List<UserRecord> all) throws Malformed {
        if (id.isEmpty()) {
            return only(all, "users, and no id to tell who is meant (remote.fields.id)");
        }
        List<UserRecord> same =
                all.stream().filter(record -> isAsked(asked, record)).toList();
        if (same.isEmpty() && !all.isEmpty()) {
            throw new Malformed("none of the %s users has the id %s at %s, but %s"
                    .formatted(all.size(), Quoted.of(asked.value()), id.get().where(), ids(all)));
        }
        return only(same, "users have the id " + Quoted.of(asked.value()));
    }

    private static UserRecord only(List<UserRecord> records, String tooMany) throws Malformed {
        if (records.isEmpty()) {
            throw new Malformed(
                    "an array without users (remote.absent.when = length(@) == `0` says that it is an absence)");
        }
        if (records.size() > 1) {
            throw new Malformed(records.size() + " " + tooMany);
        }
        return records.getFirst();
    }

    private String ids(List<UserRecord> records) {
        return records.stream()
                .limit(MAX_NAMES)
                .map(record -> id.map(record::get).map(Quoted::of).orElse("none"))
                .collect(joining(", "));
    }

    private boolean isAsked(UserId asked, UserRecord record) {
        return id.map(record::get).filter(found -> mapping.isSame(found, asked)).isPresent();
    }

    private boolean isMissing(UserRecord record) {
        return id.isPresent() ? record.get(id.get()) == null : record.isEmpty();
    }

    private String missing() {
        return id.isPresent()
                ? id.get().where() + " is missing"
                : fields.stream().map(field -> field.where().toString()).collect(joining(" and ")) + " are missing";
    }

    /** Returns the names of the document's first members, which show a wrong pointer. */
    private static String names(ByteBuffer body) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser json = JsonBody.parser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (String name = json.nextFieldName();
                        name != null && names.size() <= MAX_NAMES;
                        name = json.nextFieldName()) {
                    names.add(names.size() < MAX_NAMES ? Quoted.of(name) : "…");
                    json.nextToken();
                    json.skipChildren();
                }
            }
        }
        return names.isEmpty() ? "" : ", what came has " + String.join(", ", names);
    }

    /** Returns the first names of members, in quotes. */
    static String names(List<String> names) {
        return names.stream().limit(MAX_NAMES).map(Quoted::of).collect(joining(", "))
                + (names.size() > MAX_NAMES ? ", …" : "");
    }

    private User user(UserId asked, UserRecord record) throws Malformed {
        if (id.isPresent() && !isAsked(asked, record)) {
            throw new Malformed("%s is %s, not %s"
                    .formatted(
                            id.get().where(),
                            id.map(record::get).map(Quoted::of).orElse("missing"),
                            Quoted.of(asked.value())));
        }
        Map<UserField, String> known = record.known(fields);
        try {
            return new User(asked, known);
        } catch (IllegalArgumentException e) {
            throw new Malformed(String.valueOf(e.getMessage()));
        }
    }
}
