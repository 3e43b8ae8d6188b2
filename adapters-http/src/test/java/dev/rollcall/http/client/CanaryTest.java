package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.http.client.Canary.Held;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CanaryTest {
    private static final UserId ID = new UserId("canary");
    private static final Answer PRESENT = new Answer.Present(new User(ID, "Tweety", ""), Attempts.NONE);
    private static final Answer ABSENT = new Answer.Absent(ID, Attempts.NONE);

    private final Canary canary = new Canary(ID, true);

    private static Held held(int place) {
        return new Held(place, new Answer.Absent(new UserId("id-" + place), Attempts.NONE));
    }

    private static void assertUnconfirmed(Held held) {
        assertThat(held.answer()).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.UNCONFIRMED);
            assertThat(failed.detail()).startsWith("absent, but the canary \"canary\" is ");
        });
    }

    @Test
    void is_asked_for_when_the_first_absence_comes() {
        assertThat(canary.hold(held(0))).isTrue();
        assertThat(canary.hold(held(1))).isFalse();
    }

    @Test
    void what_came_before_it_was_asked_for_is_believed_and_what_came_later_asks_again() {
        canary.hold(held(0));
        canary.hold(held(1));
        assertThat(canary.answered(PRESENT)).containsExactly(held(0));
        assertThat(canary.asksAgain()).isTrue();
        assertThat(canary.answered(PRESENT)).containsExactly(held(1));
        assertThat(canary.asksAgain()).isFalse();
    }

    @Test
    void nothing_is_believed_once_it_is_missed() {
        canary.hold(held(0));
        canary.hold(held(1));
        List<Held> decided = canary.answered(ABSENT);
        assertThat(decided).extracting(Held::place).containsExactly(0, 1);
        decided.forEach(CanaryTest::assertUnconfirmed);
        assertThat(canary.doubt()).isPresent();
        assertThat(canary.asksAgain()).isFalse();
    }

    @Test
    void what_is_held_when_the_time_is_up_is_not_believed() {
        canary.hold(held(0));
        canary.hold(held(1));
        List<Held> decided = canary.giveUp();
        assertThat(decided).hasSize(2);
        decided.forEach(CanaryTest::assertUnconfirmed);
        assertThat(canary.giveUp()).isEmpty();
    }

    @Test
    void one_that_must_not_exist_is_missed_when_it_does() {
        var absent = new Canary(ID, false);
        absent.hold(new Held(0, PRESENT));
        assertThat(absent.answered(PRESENT))
                .singleElement()
                .satisfies(decided -> assertThat(decided.answer().explanation())
                        .isEqualTo("unconfirmed: present, but the canary \"canary\" is present"));
    }
}
