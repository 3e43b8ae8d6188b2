package dev.rollcall.domain.contract;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Save;
import dev.rollcall.domain.directory.Tally;
import dev.rollcall.domain.directory.Upsert;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What all parts of the {@link DirectoryContract} share: the directory under test, and helpers for its users. */
interface DirectoryUnderTest {
    /** An instant in whole microseconds. */
    Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    /** The actor of the changes, at noon. */
    Attribution AT_NOON = at(NOON);

    /** Returns the directory under test: empty at the start of a test, and the same throughout it. */
    Directory directory();

    /** Saves the user unconditionally, at noon, and returns the new entry. */
    default Entry saved(User user) {
        return switch (directory().save(user, Precondition.none(), AT_NOON)) {
            case Save.Created created -> created.entry();
            case Save.Replaced replaced -> replaced.entry();
            case Save.Refused refused -> throw new AssertionError(refused);
        };
    }

    /** Saves a user for each id. */
    default void savedAll(List<String> ids) {
        ids.forEach(id -> saved(user(id)));
    }

    /** Saves the users in one call, at noon. */
    default Tally savedTogether(List<User> users) {
        return directory().saveAll(users.stream().map(Upsert::of).toList(), AT_NOON);
    }

    /** Returns a user with the id, called Anna Berg. */
    static User user(String id) {
        return user(id, "Anna Berg");
    }

    /** Returns a user with the id and the name, and no email. */
    static User user(String id, String name) {
        return new User(new UserId(id), name, "");
    }

    /** Returns the attribution to the actor, at the instant. */
    static Attribution at(Instant instant) {
        return new Attribution(new Actor("tester"), instant);
    }

    /** Returns the precondition that the entry is still the current one. */
    static Precondition unchanged(Entry entry) {
        return new Precondition.Unchanged(Set.of(entry.version()));
    }

    /** Returns the ids of a page's users, in order. */
    static List<String> ids(Page page) {
        return page.entries().stream().map(entry -> entry.user().id().value()).toList();
    }
}
