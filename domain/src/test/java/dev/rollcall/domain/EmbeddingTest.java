package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.Requirement;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example in README: the domain alone, embedded in another program. */
final class EmbeddingTest {
    @Test
    void the_domain_is_embedded_with_a_port_of_ones_own() throws InterruptedException {
        Map<String, User> staff = Map.of("7", new User(new UserId("7"), "Ada", "ada@example.org"));
        // @start region="embedding"
        RemoteUsers hr = (roster, policy, listener) -> {
            List<Answer> answers = roster.ids().stream()
                    .map(id -> Optional.ofNullable(staff.get(id.value()))
                            .<Answer>map(user -> new Answer.Present(user, Attempts.NONE))
                            .orElse(new Answer.Absent(id, Attempts.NONE)))
                    .toList();
            answers.forEach(listener::answered);
            return new RollCall(roster, answers, Duration.ZERO);
        };
        RollCall call = hr.call(Roster.of(Set.of(new UserId("7"))), CallPolicy.DEFAULT);
        boolean proven = Requirement.ALL.isMetBy(call.counts());
        // @end
        assertThat(proven).isTrue();
        assertThat(call.answers()).extracting(Answer::id).isEqualTo(List.of(new UserId("7")));
    }
}
