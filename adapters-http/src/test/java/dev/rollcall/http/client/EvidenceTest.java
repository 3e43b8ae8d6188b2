package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.api.UsersApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EvidenceTest {
    private static final UserId KNOWN = new UserId("known");
    private static final UserId NOBODY = new UserId("nobody");
    private static final Proofs BOTH = Proofs.DEFAULT.withCanary(KNOWN).withAbsentCanary(NOBODY);
    private static final Attempts TWICE = new Attempts(2, Duration.ofMillis(1), Duration.ofMillis(2));

    private final Following following = new Following();

    /** Records the final answers by place, and the places of the canaries that are asked for. */
    private static final class Following implements Evidence.Follower {
        private final Map<Integer, Answer> answers = new HashMap<>();
        private final List<Integer> asked = new ArrayList<>();
        private final List<UserId> canaries = new ArrayList<>();

        @Override
        public void answer(int place, Answer answer) {
            assertThat(answers.put(place, answer)).isNull();
        }

        @Override
        public void ask(int place, UserId canary) {
            asked.add(place);
            canaries.add(canary);
        }
    }

    private Evidence evidence(String template, Proofs proofs) {
        return new Evidence(
                new UsersApi(Upstream.of(new UriTemplate(template)).with(proofs), new Secrets()), following);
    }

    private Evidence evidence(Proofs proofs) {
        return evidence("http://remote.example/users/{id}", proofs);
    }

    private static Answer present(UserId id) {
        return new Answer.Present(new User(id, "Name", ""), TWICE);
    }

    private static Answer absent(String id) {
        return new Answer.Absent(new UserId(id), TWICE);
    }

    private static Answer present(String id) {
        return present(new UserId(id));
    }

    private void assertUnconfirmed(int place, String detail) {
        assertThat(following.answers.get(place)).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.UNCONFIRMED);
            assertThat(failed.detail()).isEqualTo(detail);
            assertThat(failed.attempts()).isEqualTo(TWICE);
        });
    }

    @Test
    void all_is_believed_at_once_where_there_is_no_canary() {
        Evidence evidence = evidence(Proofs.DEFAULT);
        evidence.found(0, absent("0"));
        evidence.found(1, present("1"));
        assertThat(following.answers).isEqualTo(Map.of(0, absent("0"), 1, present("1")));
        assertThat(following.asked).isEmpty();
    }

    @Test
    void an_absence_is_held_back_until_the_canary_is_present_and_a_presence_is_not() {
        Evidence evidence = evidence(Proofs.DEFAULT.withCanary(KNOWN));
        evidence.found(0, absent("0"));
        evidence.found(1, present("1"));
        assertThat(following.answers).containsOnlyKeys(1);
        assertThat(following.canaries).containsExactly(KNOWN);
        evidence.found(following.asked.getFirst(), present(KNOWN));
        assertThat(following.answers).isEqualTo(Map.of(0, absent("0"), 1, present("1")));
    }

    @Test
    void a_presence_is_held_back_until_the_other_canary_is_absent_and_an_absence_is_not() {
        Evidence evidence = evidence(Proofs.DEFAULT.withAbsentCanary(NOBODY));
        evidence.found(0, present("0"));
        evidence.found(1, absent("1"));
        assertThat(following.answers).containsOnlyKeys(1);
        assertThat(following.canaries).containsExactly(NOBODY);
        evidence.found(following.asked.getFirst(), absent("nobody"));
        assertThat(following.answers).isEqualTo(Map.of(0, present("0"), 1, absent("1")));
    }

    @Test
    void each_of_two_canaries_judges_its_own_answers_alone() {
        Evidence evidence = evidence(BOTH);
        evidence.found(0, absent("0"));
        evidence.found(1, present("1"));
        assertThat(following.canaries).containsExactly(KNOWN, NOBODY);
        evidence.found(following.asked.getLast(), present(NOBODY));
        assertThat(following.answers).containsOnlyKeys(1);
        assertUnconfirmed(1, "present, but the canary \"nobody\" is present");
        evidence.found(following.asked.getFirst(), present(KNOWN));
        assertThat(following.answers.get(0)).isEqualTo(absent("0"));
    }

    @Test
    void a_canary_has_a_place_outside_the_roll_and_is_no_answer_of_it() {
        Evidence evidence = evidence(BOTH);
        evidence.found(0, absent("0"));
        evidence.found(1, present("1"));
        assertThat(following.asked).hasSize(2).doesNotHaveDuplicates().allMatch(Evidence::isCanary);
        assertThat(Evidence.isCanary(0)).isFalse();
        evidence.found(following.asked.getFirst(), present(KNOWN));
        evidence.found(following.asked.getLast(), absent("nobody"));
        assertThat(following.answers).containsOnlyKeys(0, 1);
    }

    @Test
    void a_canary_that_stands_in_the_roll_is_weighed_like_any_other_id() {
        Evidence evidence = evidence(Proofs.DEFAULT.withCanary(KNOWN));
        evidence.found(0, absent("0"));
        evidence.found(1, present(KNOWN));
        assertThat(following.answers).containsOnlyKeys(1);
        evidence.found(2, absent("known"));
        evidence.found(following.asked.getFirst(), present(KNOWN));
        assertThat(following.answers).doesNotContainKey(2);
    }

    @Test
    void late_and_failed_ids_need_no_canary() {
        Evidence evidence = evidence(BOTH);
        var late = new Answer.Late(new UserId("0"), TWICE);
        var failed = new Answer.Failed(new UserId("1"), Reason.STATUS, "500", TWICE);
        evidence.found(0, late);
        evidence.found(1, failed);
        assertThat(following.answers).isEqualTo(Map.of(0, late, 1, failed));
        assertThat(following.asked).isEmpty();
    }

    @Test
    void an_absence_that_came_while_the_canary_was_asked_for_needs_another_one() {
        Evidence evidence = evidence(Proofs.DEFAULT.withCanary(KNOWN));
        evidence.found(0, absent("0"));
        evidence.found(1, absent("1"));
        assertThat(following.asked).hasSize(1);
        evidence.found(following.asked.getFirst(), present(KNOWN));
        assertThat(following.answers).containsOnlyKeys(0);
        assertThat(following.asked).hasSize(2);
        evidence.found(following.asked.getFirst(), absent("known"));
        assertUnconfirmed(1, "absent, but the canary \"known\" is absent");
        assertThat(following.answers.get(0)).isEqualTo(absent("0"));
    }

    @Test
    void once_the_canary_was_missed_no_absence_is_believed_and_the_canary_not_asked_for_again() {
        Evidence evidence = evidence(Proofs.DEFAULT.withCanary(KNOWN));
        evidence.found(0, absent("0"));
        evidence.found(following.asked.getFirst(), new Answer.Failed(KNOWN, Reason.STATUS, "500", TWICE));
        evidence.found(1, absent("1"));
        assertUnconfirmed(0, "absent, but the canary \"known\" is failed (500)");
        assertUnconfirmed(1, "absent, but the canary \"known\" is failed (500)");
        assertThat(following.asked).hasSize(1);
        evidence.found(2, present("2"));
        assertThat(following.answers.get(2)).isEqualTo(present("2"));
    }

    @Test
    void what_is_held_back_when_the_time_is_up_is_unconfirmed_and_told_once() {
        Evidence evidence = evidence(BOTH);
        evidence.found(0, absent("0"));
        evidence.found(1, absent("1"));
        evidence.found(2, present("2"));
        evidence.close();
        assertUnconfirmed(0, "absent, but the canary \"known\" is late");
        assertUnconfirmed(1, "absent, but the canary \"known\" is late");
        assertUnconfirmed(2, "present, but the canary \"nobody\" is late");
        evidence.close();
        assertThat(following.answers).hasSize(3);
    }

    @Test
    void an_id_with_a_slash_is_not_believed_absent_nor_is_a_canary_without_one_asked_for() {
        Evidence evidence = evidence(Proofs.DEFAULT.withCanary(KNOWN));
        evidence.found(0, absent("a/b"));
        assertUnconfirmed(
                0,
                "404, but many servers reject every path with %2F;"
                        + " a canary with a slash would tell (remote.canary)");
        assertThat(following.asked).isEmpty();
        evidence.found(1, present("a/b"));
        assertThat(following.answers.get(1)).isEqualTo(present("a/b"));
    }

    @Test
    void a_canary_with_a_slash_vouches_for_ids_with_one() {
        var slashed = new UserId("known/one");
        Evidence evidence = evidence(Proofs.DEFAULT.withCanary(slashed));
        evidence.found(0, absent("a/b"));
        assertThat(following.answers).isEmpty();
        evidence.found(following.asked.getFirst(), present(slashed));
        assertThat(following.answers.get(0)).isEqualTo(absent("a/b"));
    }

    @Test
    void a_slash_is_nothing_to_hide_in_a_query() {
        Evidence evidence = evidence("http://remote.example/users?id={id}", Proofs.DEFAULT);
        evidence.found(0, absent("a/b"));
        assertThat(following.answers.get(0)).isEqualTo(absent("a/b"));
    }

    @Test
    void ten_ids_all_of_them_absent_are_worth_a_warning_that_says_what_to_do() {
        Evidence evidence = evidence(Proofs.DEFAULT.withAbsentCanary(NOBODY));
        assertThat(evidence.warnings(new RollCall.Counts(10, 0, 10, 0, 0)))
                .containsExactly("All 10 ids are absent, and nothing proves that the users API itself said so:"
                        + " set remote.canary to an id that certainly exists, and check remote.uri.");
    }

    @Test
    void fewer_ids_or_any_other_answer_or_a_canary_that_vouches_is_worth_none() {
        Evidence evidence = evidence(Proofs.DEFAULT);
        assertThat(evidence.warnings(RollCall.Counts.NONE)).isEmpty();
        assertThat(evidence.warnings(new RollCall.Counts(9, 0, 9, 0, 0))).isEmpty();
        assertThat(evidence.warnings(new RollCall.Counts(11, 0, 10, 1, 0))).isEmpty();
        Evidence sure = evidence(Proofs.DEFAULT.withCanary(KNOWN));
        assertThat(sure.warnings(new RollCall.Counts(10, 0, 10, 0, 0))).isEmpty();
    }
}
