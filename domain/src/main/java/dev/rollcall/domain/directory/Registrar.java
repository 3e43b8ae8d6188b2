package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.imports.ImportListener;
import dev.rollcall.domain.directory.imports.ImportMode;
import dev.rollcall.domain.directory.imports.ImportReport;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.domain.directory.imports.UserImport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The use cases of the directory. Every method blocks until it is done.
 *
 * <p>Stateless, and as thread-safe as the directory.
 */
public final class Registrar {
    private final Directory directory;
    private final InstantSource clock;

    /** Creates the registrar of a directory; the clock dates changes. */
    public Registrar(Directory directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Returns a page of the directory.
     *
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public Page index(Query query) {
        return directory.page(query);
    }

    /**
     * Returns how many users match the query, on all its pages.
     *
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public long count(Query query) {
        return directory.count(query);
    }

    /**
     * Returns the ids of all users, in order.
     *
     * @param limit the maximum number of ids, at least 0
     * @return all ids; empty if the directory has more
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public Optional<List<UserId>> ids(int limit) {
        List<UserId> ids = new ArrayList<>();
        Optional<Query> next = Optional.of(Query.first((int) Math.min(Query.MAX_LIMIT, limit + 1L)));
        while (next.isPresent() && ids.size() <= limit) {
            Page page = directory.page(next.get());
            page.entries().forEach(entry -> ids.add(entry.user().id()));
            next = page.next().map(next.get()::after);
        }
        return ids.size() > limit ? Optional.empty() : Optional.of(ids);
    }

    /**
     * Returns the user with the id; empty if there is none.
     *
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public Optional<Entry> find(UserId id) {
        return directory.find(id);
    }

    /**
     * Creates or replaces a user, if the precondition is met.
     *
     * @param by who makes the change
     * @throws DirectoryUnavailable if the directory can't be written now
     */
    public Save save(User user, Precondition precondition, Actor by) {
        return directory.save(user, precondition, new Attribution(by, clock.instant()));
    }

    /**
     * Changes some fields of a user, if the precondition is met. It never overwrites a concurrent change: it is then applied to the new
     * state, if that meets the precondition.
     *
     * @param by who makes the change
     * @return {@link Save.Replaced}; or {@link Save.Refused} if the precondition isn't met or there is no such user
     * @throws IllegalArgumentException if a field is invalid, as {@link User} says
     * @throws DirectoryUnavailable if the directory can't be read or written now
     */
    public Save patch(UserId id, Patch patch, Precondition precondition, Actor by) {
        Optional<Entry> current = directory.find(id);
        while (current.isPresent() && precondition.isMetBy(current)) {
            Entry seen = current.get();
            var unchanged = new Precondition.Unchanged(Set.of(seen.version()));
            Save save = save(patch.applyTo(seen.user()), unchanged, by);
            if (save instanceof Save.Refused overtaken) {
                current = overtaken.current();
            } else {
                return save;
            }
        }
        return new Save.Refused(current);
    }

    /**
     * Creates or changes the users of a file. Users and fields that aren't in it are kept. If a user is in several rows, those after the
     * first one are bad.
     *
     * @param rows streamed; read twice by {@link ImportMode#ALL}
     * @param by who makes the changes
     * @throws DirectoryUnavailable if the directory can't be read or written now; with {@link ImportMode#EACH}, rows saved before stay.
     *     An import is idempotent, so it can be repeated
     */
    public ImportReport importUsers(Iterable<Row> rows, ImportMode mode, Actor by, ImportListener listener) {
        return new UserImport(directory, rows, listener).run(mode, new Attribution(by, clock.instant()));
    }

    /**
     * Passes all users who match the query to the listener, in its order and after its place, in constant memory: its limit is how many are
     * read at once. A user who keeps its place in the directory meanwhile is passed exactly once.
     *
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public void export(Query query, Consumer<Entry> listener) {
        Optional<Query> next = Optional.of(query);
        while (next.isPresent()) {
            Page page = directory.page(next.get());
            page.entries().forEach(listener);
            next = page.next().map(query::after);
        }
    }

    /**
     * Removes a user, if the precondition is met.
     *
     * @param by who makes the change
     * @throws DirectoryUnavailable if the directory can't be written now
     */
    public Removal remove(UserId id, Precondition precondition, Actor by) {
        return directory.remove(id, precondition, new Attribution(by, clock.instant()));
    }

    /**
     * Returns a page of the changes of a user, latest first, also of a removed user.
     *
     * @param before returns only changes with a smaller version; empty for the latest ones
     * @param limit the maximum number of changes on the page, at least 1
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public History history(UserId id, OptionalLong before, int limit) {
        List<Change> found = directory.history(id, before, limit + 1); // one more shows whether there is a next page
        if (found.size() <= limit) {
            return new History(found, OptionalLong.empty());
        }
        List<Change> page = found.subList(0, limit);
        return new History(page, OptionalLong.of(page.getLast().version()));
    }
}
