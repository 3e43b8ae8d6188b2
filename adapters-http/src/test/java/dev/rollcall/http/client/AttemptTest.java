package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.api.Reply;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.shared.SharedRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AttemptTest {
    private static final UserId ID = new UserId("7");

    private final Lookup lookup = new Lookup(
            0,
            ID,
            new Lookup.Terms(RequestLimits.DEFAULT, 0, Duration.ofMinutes(1).toNanos()));
    private final SharedRequests shared = new SharedRequests(true, Duration.ofSeconds(1));
    private final List<Attempt> sent = new ArrayList<>();

    private Attempt attempt(boolean isProbe) {
        return new Attempt(lookup, new byte[] {1}, Optional.empty(), shared.begin(ID, 0), isProbe, sent::add);
    }

    private void fail() {
        lookup.asked(0);
        lookup.replied(new Reply.Unavailable(Reason.STATUS, "503", Optional.empty()), 1, true);
    }

    @Test
    void it_was_not_sent_and_has_no_deadline_before_one_was_set() {
        Attempt attempt = attempt(false);
        assertThat(attempt.isSent()).isFalse();
        assertThat(attempt.deadline()).isEqualTo(Long.MAX_VALUE);
        attempt.expireAt(-5);
        assertThat(attempt.isSent()).isTrue();
        assertThat(attempt.deadline()).isEqualTo(-5);
        attempt.expireAt(9);
        assertThat(attempt.deadline()).isEqualTo(9);
    }

    @Test
    void each_time_that_it_leaves_is_told() {
        Attempt attempt = attempt(false);
        attempt.sent();
        attempt.sent();
        assertThat(sent).containsExactly(attempt, attempt);
    }

    @Test
    void it_is_a_retry_if_one_failed_before_it_was_made_and_not_if_one_fails_later() {
        Attempt first = attempt(false);
        fail();
        assertThat(first.isRetry()).isFalse();
        assertThat(attempt(false).isRetry()).isTrue();
    }

    @Test
    void being_held_back_makes_no_retry() {
        lookup.asked(0);
        lookup.replied(new Reply.Throttled("429", Optional.empty()), 1, true);
        assertThat(attempt(false).isRetry()).isFalse();
    }

    @Test
    void it_need_not_be_sure_of_its_connection_before_its_response_was_doubted() {
        Attempt attempt = attempt(false);
        assertThat(attempt.mustBeSure()).isFalse();
        attempt.doubt();
        assertThat(attempt.mustBeSure()).isTrue();
    }

    @Test
    void it_ends_once_for_all_and_is_what_it_was_made_to_be() {
        Attempt probe = attempt(true);
        assertThat(probe.isProbe()).isTrue();
        assertThat(probe.lookup()).isSameAs(lookup);
        assertThat(probe.request()).containsExactly(1);
        assertThat(probe.hasEnded()).isFalse();
        probe.end();
        assertThat(probe.hasEnded()).isTrue();
        assertThat(attempt(false).isProbe()).isFalse();
    }

    @Test
    void others_share_it() {
        Attempt attempt = attempt(false);
        assertThat(shared.inFlight()).isEqualTo(1);
        attempt.shareable().end();
        assertThat(shared.inFlight()).isZero();
    }
}
