package dev.rollcall.domain.run;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A remote that has the users it is given, answers as a test tells it, and notes what it is asked. For one thread. */
final class ScriptedRemote implements RemoteUsers, RemoteListing {
    /** What happens while the remote is called. */
    @FunctionalInterface
    interface Meanwhile {
        /** Nothing does. */
        Meanwhile NOTHING = listener -> {};

        /** Makes it happen. */
        void happens(CallListener listener) throws InterruptedException;
    }

    private final Map<UserId, User> users = new HashMap<>();
    private final Map<UserId, Answer> scripted = new HashMap<>();
    private final Map<String, ListedPage> list = new HashMap<>();
    private final List<List<String>> calls = new ArrayList<>();
    private final List<CallPolicy> policies = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Meanwhile meanwhile = Meanwhile.NOTHING;
    private boolean isAnsweredByCanaries = true;
    private boolean isCalled;

    /** Has these users from now on. */
    ScriptedRemote has(User... more) {
        Arrays.stream(more).forEach(user -> users.put(user.id(), user));
        return this;
    }

    /** Has them no more. */
    ScriptedRemote loses(String... ids) {
        Arrays.stream(ids).forEach(id -> users.remove(new UserId(id)));
        return this;
    }

    /** Is too slow for these ids. */
    ScriptedRemote isLateFor(String... ids) {
        Arrays.stream(ids)
                .map(UserId::new)
                .forEach(id -> scripted.put(id, new Answer.Late(id, new Attempts(1, Duration.ZERO, Duration.ZERO))));
        return this;
    }

    /** Fails for these ids. */
    ScriptedRemote failsFor(String... ids) {
        Arrays.stream(ids)
                .map(UserId::new)
                .forEach(id -> scripted.put(id, new Answer.Failed(id, Answer.Reason.STATUS, "503", Attempts.NONE)));
        return this;
    }

    /** Answers for all ids as it should again. */
    void recovers() {
        scripted.clear();
        isAnsweredByCanaries = true;
    }

    /** Doesn't answer its canaries as it should any more. */
    void missesCanaries() {
        isAnsweredByCanaries = false;
    }

    /** Warns of this in each call. */
    void warns(String sentence) {
        warnings.add(sentence);
    }

    /** Lets this happen during each call from now on. */
    void meanwhile(Meanwhile what) {
        meanwhile = what;
    }

    /**
     * Lists users on a page.
     *
     * @param cursor where the page begins; empty for the beginning
     * @param next the cursor of the next page; empty if this is the last one
     * @param ids users whom it has
     */
    ScriptedRemote lists(String cursor, String next, String... ids) {
        List<User> shown = Stream.of(ids).map(this::user).toList();
        return lists(cursor, new ListedPage(shown, Optional.of(next).filter(text -> !text.isEmpty())));
    }

    /** Lists this page at a cursor. */
    ScriptedRemote lists(String cursor, ListedPage page) {
        list.put(cursor, page);
        return this;
    }

    private User user(String id) {
        return Optional.ofNullable(users.get(new UserId(id))).orElseThrow();
    }

    @Override
    public RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException {
        calls.add(roster.ids().stream().map(UserId::value).toList());
        policies.add(policy);
        isCalled = true;
        try {
            meanwhile.happens(listener);
        } finally {
            isCalled = false;
        }
        List<Answer> answers = roster.ids().stream().map(this::answer).toList();
        return new RollCall(roster, answers, Duration.ofSeconds(1), warnings, isAnsweredByCanaries);
    }

    private Answer answer(UserId id) {
        Optional<Answer> truth =
                Optional.ofNullable(users.get(id)).map(user -> new Answer.Present(user, Attempts.NONE));
        return Optional.ofNullable(scripted.get(id))
                .or(() -> truth)
                .orElseGet(() -> new Answer.Absent(id, Attempts.NONE));
    }

    @Override
    public ListedPage page(Optional<String> cursor) throws ListingFailure {
        ListedPage page = list.get(cursor.orElse(""));
        if (page == null) {
            throw new ListingFailure("503 at " + cursor.orElse("the beginning"));
        }
        return page;
    }

    /** Returns the ids of each call so far. */
    List<List<String>> calls() {
        return calls;
    }

    /** Returns all ids it was asked for so far. */
    List<String> asked() {
        return calls.stream().flatMap(List::stream).toList();
    }

    /** Returns the policies of all calls so far. */
    List<CallPolicy> policies() {
        return policies;
    }

    /** Returns whether it is being called. */
    boolean isCalled() {
        return isCalled;
    }
}
