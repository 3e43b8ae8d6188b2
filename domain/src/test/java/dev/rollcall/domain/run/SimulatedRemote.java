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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A remote whose users and whose troubles a script decides. */
final class SimulatedRemote implements RemoteUsers, RemoteListing {
    private static final int LIST_PAGE = 7;

    /** What is the matter with it. */
    enum Weather {
        /** Nothing. */
        FINE,
        /** It can't be reached. */
        OUTAGE,
        /** It says 200 to everything, and nothing else. */
        EMPTY_OK,
        /** Something before it says 404, in HTML. */
        HTML_404,
        /** The token lost its scope: 404 for everybody. */
        LOST_SCOPE,
        /** The token lost a part of its scope: 404 for every other user. */
        LOST_GROUP,
        /** It is another realm, where the canary is unknown. */
        WRONG_REALM,
        /** Its list ends after the first page. */
        SHORT_LIST,
        /** Its list breaks off after the first page. */
        CUT_LIST,
        /** Some requests fail. */
        PARTIAL,
        /** Most requests take too long. */
        STORM,
        /** It is there for one call, and not for the next. */
        FLAPPING
    }

    private final SortedMap<String, User> users = new TreeMap<>();
    private final Random random;
    private Weather weather = Weather.FINE;
    private int calls;

    SimulatedRemote(Random random) {
        this.random = random;
    }

    SortedMap<String, User> users() {
        return users;
    }

    void set(Weather next) {
        weather = next;
    }

    Weather weather() {
        return weather;
    }

    @Override
    public RollCall call(Roster roster, CallPolicy policy, CallListener listener) {
        calls++;
        List<Answer> answers = roster.ids().stream().map(this::answer).toList();
        boolean isAbsenceDoubted = weather == Weather.WRONG_REALM;
        return new RollCall(roster, answers, Duration.ofSeconds(1), List.of(), !isAbsenceDoubted);
    }

    private Answer answer(UserId id) {
        return switch (weather) {
            case FINE, SHORT_LIST, CUT_LIST -> truth(id);
            case OUTAGE -> failed(id, Answer.Reason.CONNECTION);
            case EMPTY_OK -> failed(id, Answer.Reason.MALFORMED);
            case HTML_404, WRONG_REALM -> failed(id, Answer.Reason.UNCONFIRMED);
            case LOST_SCOPE -> absent(id);
            case LOST_GROUP -> isInGroup(id) ? absent(id) : truth(id);
            case PARTIAL -> random.nextInt(10) == 0 ? failed(id, Answer.Reason.STATUS) : truth(id);
            case STORM -> random.nextInt(10) < 7 ? new Answer.Late(id, Attempts.NONE) : truth(id);
            case FLAPPING -> calls % 2 == 0 ? failed(id, Answer.Reason.CONNECTION) : truth(id);
        };
    }

    private static boolean isInGroup(UserId id) {
        return id.value().hashCode() % 2 == 0;
    }

    private Answer truth(UserId id) {
        User user = users.get(id.value());
        return user == null ? absent(id) : new Answer.Present(user, Attempts.NONE);
    }

    private static Answer absent(UserId id) {
        return new Answer.Absent(id, Attempts.NONE);
    }

    private static Answer failed(UserId id, Answer.Reason reason) {
        return new Answer.Failed(id, reason, "so the script says", Attempts.NONE);
    }

    @Override
    public ListedPage page(Optional<String> cursor) throws ListingFailure {
        List<User> shown = new ArrayList<>();
        switch (weather) {
            case OUTAGE, HTML_404, STORM -> throw new ListingFailure("so the script says");
            case EMPTY_OK, LOST_SCOPE, WRONG_REALM -> shown.clear();
            case LOST_GROUP ->
                users.values().stream().filter(user -> !isInGroup(user.id())).forEach(shown::add);
            default -> shown.addAll(users.values());
        }
        int from = cursor.map(Integer::parseInt).orElse(0);
        int to = Math.min(shown.size(), from + LIST_PAGE);
        boolean isBroken = weather == Weather.CUT_LIST || weather == Weather.FLAPPING;
        if (from > 0 && isBroken) {
            throw new ListingFailure("so the script says");
        }
        boolean isLast = to == shown.size() || weather == Weather.SHORT_LIST;
        return new ListedPage(
                shown.subList(Math.min(from, to), to), isLast ? Optional.empty() : Optional.of(Integer.toString(to)));
    }
}
