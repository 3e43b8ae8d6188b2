package dev.rollcall.domain.directory;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The use cases of the directory. Every method is synchronous and blocks until it is done.
 *
 * <p>It keeps no state of its own, and is safe for use by many threads if the directory is.
 */
public final class Registrar {
    private final Directory directory;
    private final InstantSource clock;

    /** Creates the registrar of a directory; the clock tells when a change is made. */
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
     * Returns the ids of all users in the directory, in their order.
     *
     * @param limit the most ids, at least 0
     * @return all of them; empty if the directory has more users than that
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
     * Returns the user with the id as it stands in the directory; empty if there is none.
     *
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public Optional<Entry> find(UserId id) {
        return directory.find(id);
    }

    /**
     * Creates or replaces a user of the directory, if the precondition is met.
     *
     * @param by who does it
     * @throws DirectoryUnavailable if the directory can't be written now
     */
    public Save save(User user, Precondition precondition, Actor by) {
        return directory.save(user, precondition, new Attribution(by, clock.instant()));
    }

    /**
     * Changes some fields of a user, if the precondition is met. Nobody else's change is undone by it: if another one comes in between,
     * it is applied to what that one left, as long as the precondition is met by that.
     *
     * @param by who does it
     * @return {@link Save.Replaced}; or {@link Save.Refused} if the precondition isn't met or there is no such user
     * @throws IllegalArgumentException if a field can't be, as {@link User} says
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
     * Creates or replaces the users of a file. A user of whom it doesn't speak stays as it is.
     *
     * @param rows is read twice if all or none are to be saved; rows are taken as they come, so any number needs little memory
     * @param by who does it
     * @param listener is told of each bad row, in the order of the file
     * @throws DirectoryUnavailable if the directory can't be read or written now; row by row, what was saved before stays. It can
     *     be repeated: what is there already is not changed again
     */
    public ImportReport importUsers(Iterable<Row> rows, ImportMode mode, Actor by, Consumer<Row.Bad> listener) {
        return new UserImport(directory, rows, listener).run(mode, new Attribution(by, clock.instant()));
    }

    /**
     * Tells of all users who match the query, in its order and from its place on; its limit is how many are read at once, so any number
     * needs little memory. A user who stays in the directory meanwhile, and in its place, is told of exactly once.
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
     * Removes a user from the directory, if the precondition is met.
     *
     * @param by who does it
     * @throws DirectoryUnavailable if the directory can't be written now
     */
    public Removal remove(UserId id, Precondition precondition, Actor by) {
        return directory.remove(id, precondition, new Attribution(by, clock.instant()));
    }

    /**
     * Returns a page of the changes of a user, the latest first, also of one who was removed.
     *
     * @param before only changes with a smaller version are returned; empty for the latest ones
     * @param limit the most changes on the page, at least 1
     * @throws DirectoryUnavailable if the directory can't be read now
     */
    public History history(UserId id, OptionalLong before, int limit) {
        List<Change> found = directory.history(id, before, limit + 1); // one more tells whether there is another page
        if (found.size() <= limit) {
            return new History(found, OptionalLong.empty());
        }
        List<Change> page = found.subList(0, limit);
        return new History(page, OptionalLong.of(page.getLast().version()));
    }
}
