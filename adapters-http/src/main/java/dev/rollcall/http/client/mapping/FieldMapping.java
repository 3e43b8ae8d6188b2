package dev.rollcall.http.client.mapping;

import static java.util.stream.Collectors.toMap;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import java.util.Map;
import java.util.Optional;

/**
 * Where the id and the fields of a user are in the remote's JSON.
 *
 * @param user where the user is in the document, or an array of users, of which the one with the id is meant; empty if the document is the
 *     user, or that array
 * @param id where the id is in the user; empty for a remote that doesn't repeat it
 * @param fields where each field is in the user that the remote has, at least one
 * @param ignoresCase whether the remote may spell an id in another case
 */
public record FieldMapping(
        Optional<Expression> user, Optional<Expression> id, Map<UserField, Expression> fields, boolean ignoresCase) {
    /** The id, the name and the email address, each under its own name: {@code /id}, {@code /name}, {@code /email}. */
    public static final FieldMapping DEFAULT =
            new FieldMapping("/id", Map.of(UserField.NAME, "/name", UserField.EMAIL, "/email"));

    /** Why a hollow record is refused. */
    public static final String HOLLOW =
            "a hollow record, with neither name nor email, proves nobody (remote.hollow=present believes it)";

    /**
     * Copies the fields.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FieldMapping {
        fields = Map.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("at least one field of a user must be mapped");
        }
    }

    /**
     * Creates the mapping of a document that is the user.
     *
     * @param id where the id is; empty for a remote that doesn't repeat it
     * @param fields where each field is
     * @throws IllegalArgumentException if there is no field, or a text is no {@link Expression}; the message says why
     */
    public FieldMapping(String id, Map<UserField, String> fields) {
        this(
                Optional.empty(),
                Optional.of(id).filter(text -> !text.isEmpty()).map(Expression::of),
                fields.entrySet().stream().collect(toMap(Map.Entry::getKey, field -> Expression.of(field.getValue()))),
                false);
    }

    /** Returns whether a user has neither name nor email; if the remote has no such fields, whether it has no other. */
    public boolean isHollow(User user) {
        boolean hasName = fields.containsKey(UserField.NAME) || fields.containsKey(UserField.EMAIL);
        return hasName
                ? isBlank(user.name()) && isBlank(user.email())
                : user.values().values().stream().allMatch(FieldMapping::isBlank);
    }

    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(c -> Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT);
    }

    /** Returns whether an id in the remote's JSON is the one that was asked for. */
    boolean isSame(String found, UserId asked) {
        return ignoresCase ? found.equalsIgnoreCase(asked.value()) : found.equals(asked.value());
    }

    /** Returns whether the remote repeats the id, so that an answer for somebody else is found out. */
    public boolean tellsId() {
        return id.isPresent();
    }
}
