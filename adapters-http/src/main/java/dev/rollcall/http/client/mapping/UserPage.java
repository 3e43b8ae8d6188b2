package dev.rollcall.http.client.mapping;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.http.client.response.Malformed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page of the remote's list of its users, as its JSON describes it. */
public final class UserPage {
    private final @Nullable Object document;
    private final List<User> users;
    private final List<String> unreadable;
    private final Set<UserField> blank;

    UserPage(@Nullable Object document, List<User> users, List<String> unreadable, Set<UserField> blank) {
        this.document = document;
        this.users = users;
        this.unreadable = unreadable;
        this.blank = blank;
    }

    /** Returns the users, in document order. */
    public List<User> users() {
        return users;
    }

    /** Returns why others can't be read, a sentence for each. */
    public List<String> unreadable() {
        return unreadable;
    }

    /** Returns the mapped fields of which nothing is said for any user; empty if there is none. */
    public Set<UserField> blank() {
        return blank;
    }

    /** Returns how many elements the list has on this page. */
    public int size() {
        return users.size() + unreadable.size();
    }

    /**
     * Returns the text that an expression finds; empty if that is nothing, empty or false.
     *
     * @throws Malformed if it is neither a string nor a number
     */
    public Optional<String> text(Expression where) throws Malformed {
        @Nullable Object found = TreeRecords.find(where, document);
        if (found == null || found.equals(false) || found.equals("")) {
            return Optional.empty();
        }
        if (found instanceof Map<?, ?> || found instanceof List<?> || found instanceof Boolean) {
            throw new Malformed("%s is neither a string nor a number".formatted(where));
        }
        return Optional.of(found.toString());
    }

    /**
     * Returns the number that an expression finds.
     *
     * @throws Malformed if it isn't a whole number
     */
    public OptionalLong number(Expression where) throws Malformed {
        Optional<String> text = text(where);
        try {
            return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            throw new Malformed("%s is not a whole number".formatted(where));
        }
    }
}
