package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.ListingWalk;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc. */
final class ExamplesTest {
    private static final Attempts ONCE = new Attempts(1, Duration.ZERO, Duration.ofMillis(20));

    /** A remote that knows the users 0 to 3. */
    private static RollCall remote(Roster roster, CallPolicy policy, CallListener listener) {
        List<Answer> answers = roster.ids().stream()
                .<Answer>map(id -> Long.parseLong(id.value()) < 4
                        ? new Answer.Present(new User(id, "User " + id, ""), ONCE)
                        : new Answer.Absent(id, ONCE))
                .toList();
        answers.forEach(listener::answered);
        return new RollCall(roster, answers, Duration.ofMillis(20));
    }

    @Test
    void a_roll_call() throws InterruptedException {
        Directory directory = new MapDirectory();
        var user = new User(new UserId("4"), "User 4", "");
        directory.save(user, new Precondition.IsNew(), new Attribution(new Actor("test"), Instant.EPOCH));
        RemoteUsers remote = ExamplesTest::remote;
        // @start region="roll-call"
        Roster roster = Roster.first(0, 5);
        RollCall call = remote.call(roster, CallPolicy.DEFAULT.withDeadline(Duration.ofMillis(800)));
        List<String> report = new ArrayList<>(call.warnings());
        for (Answer answer : call.answers()) {
            if (!answer.isProven()) {
                report.add(answer.id() + ": unknown, " + answer.explanation());
            } else if (answer instanceof Answer.Absent
                    && directory.find(answer.id()).isPresent()) {
                report.add(answer.id() + ": only in the directory");
            }
        }
        // @end
        assertThat(report).containsExactly("4: only in the directory");
    }

    @Test
    void rosters() {
        // @start region="rosters"
        Roster numbers = Roster.first(0, 3); // "0", "1", "2"
        Roster given = Roster.of(List.of(new UserId("b"), new UserId("a"), new UserId("b"))); // "b", "a"
        // @end
        assertThat(numbers.ids()).extracting(UserId::value).containsExactly("0", "1", "2");
        assertThat(given.ids()).extracting(UserId::value).containsExactly("b", "a");
    }

    @Test
    void a_listing() throws ListingFailure, InterruptedException {
        RemoteListing listing = cursor -> cursor.isEmpty()
                ? new ListedPage(List.of(new User(new UserId("1"), "Ada", "")), Optional.of("2"))
                : new ListedPage(List.of(new User(new UserId("2"), "Grace", "")), Optional.empty());
        List<String> names = new ArrayList<>();
        // @start region="listing"
        var walk = new ListingWalk(listing, Optional.empty());
        while (walk.hasNext()) {
            for (User user : walk.next().users()) { // throws ListingFailure if the listing is cut
                names.add(user.name());
            }
        }
        // @end
        assertThat(names).containsExactly("Ada", "Grace");
    }

    // @start region="answers"
    static String inWords(Answer answer) {
        return switch (answer) {
            case Answer.Present present -> present.user().name();
            case Answer.Absent absent -> "no such user";
            case Answer.Late late -> "no answer in time";
            case Answer.Failed failed -> failed.reason().label() + ": " + failed.detail();
        };
    }
    // @end

    @Test
    void answers() {
        var id = new UserId("7");
        assertThat(inWords(new Answer.Present(new User(id, "Ada", ""), ONCE))).isEqualTo("Ada");
        assertThat(inWords(new Answer.Absent(id, ONCE))).isEqualTo("no such user");
        assertThat(inWords(new Answer.Late(id, Attempts.NONE))).isEqualTo("no answer in time");
        assertThat(inWords(new Answer.Failed(id, Answer.Reason.STATUS, "503", ONCE)))
                .isEqualTo("status: 503");
    }
}
