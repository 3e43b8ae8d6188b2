package dev.rollcall.http.client.mapping;

import com.fasterxml.jackson.core.JsonParser;
import dev.rollcall.http.client.response.Malformed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads documents by any expressions: reads them whole, and evaluates each expression. */
final class TreeRecords implements Records.Source {
    private final Optional<Expression> absentWhen;
    private final Optional<Expression> user;
    private final List<Target> targets;

    /**
     * Creates it.
     *
     * @param absentWhen holds for a document that says that there is no such user
     * @param user where the users are; empty for the document itself
     */
    TreeRecords(Optional<Expression> absentWhen, Optional<Expression> user, List<Target> targets) {
        this.absentWhen = absentWhen;
        this.user = user;
        this.targets = targets;
    }

    @Override
    public Optional<Records> read(JsonParser json) throws IOException {
        @Nullable Object document = JsonTree.read(json);
        if (absentWhen.isPresent() && isAbsent(absentWhen.get(), document)) {
            return Optional.empty();
        }
        @Nullable Object found = user.isPresent() ? find(user.get(), document) : document;
        return Optional.of(
                found instanceof List<?> array && !isUser(array) ? elements(array) : Records.of(record(found)));
    }

    private static boolean isAbsent(Expression condition, @Nullable Object document) throws Malformed {
        try {
            return condition.holds(document);
        } catch (IllegalArgumentException e) {
            throw new Malformed("remote.absent.when: " + e.getMessage());
        }
    }

    /** Returns what an expression finds. */
    static @Nullable Object find(Expression where, @Nullable Object document) throws Malformed {
        try {
            return where.find(document);
        } catch (IllegalArgumentException e) {
            throw new Malformed("%s: %s".formatted(where, e.getMessage()));
        }
    }

    /** Returns whether the expressions lead into the array, so that it is one user and not many. */
    private boolean isUser(List<?> array) {
        return targets.stream().map(Target::where).anyMatch(where -> leadsInto(array, where));
    }

    private static boolean leadsInto(List<?> array, Expression where) {
        try {
            return !isNothing(where.find(array));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isNothing(@Nullable Object found) {
        return found == null || found.equals(false) || (found instanceof List<?> list && list.isEmpty());
    }

    private Records elements(List<?> array) throws Malformed {
        List<UserRecord> all = new ArrayList<>();
        for (Object element : array) {
            all.add(record(element));
        }
        return new Records(all, true);
    }

    private UserRecord record(@Nullable Object document) throws Malformed {
        return record(document, targets);
    }

    /** Returns what a document says of one user. */
    static UserRecord record(@Nullable Object document, List<Target> targets) throws Malformed {
        var record = new UserRecord(targets.size());
        for (Target target : targets) {
            @Nullable Object value = find(target.where(), document);
            if (value != null) {
                record.put(target, value);
            }
        }
        return record;
    }
}
