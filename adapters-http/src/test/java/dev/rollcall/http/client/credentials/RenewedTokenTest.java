package dev.rollcall.http.client.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.api.Secrets;
import dev.rollcall.http.client.credentials.Authorization.Missing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RenewedTokenTest {
    /** What the source answers, in order: a grant, or why there is none. */
    private final LinkedBlockingQueue<Object> answers = new LinkedBlockingQueue<>();

    private final Semaphore renewed = new Semaphore(0);
    private final RenewedToken token = new RenewedToken(new Source(), new Secrets());

    private final class Source implements TokenSource {
        @Override
        public Grant grant() throws TokenFailure, InterruptedException {
            Object answer = answers.take();
            if (answer instanceof TokenFailure failure) {
                throw failure;
            }
            return (Grant) answer;
        }

        @Override
        public String toString() {
            return "the source";
        }
    }

    private static long now() {
        return System.nanoTime();
    }

    private static long in(Duration time) {
        return now() + time.toNanos();
    }

    private void grant(String name, Duration lifetime) throws InterruptedException {
        answer(new TokenSource.Grant(name, Optional.of(lifetime)));
    }

    private void answer(Object answer) throws InterruptedException {
        token.whenRenewed(renewed::release);
        answers.add(answer);
        renewed.acquire();
    }

    @Test
    void the_first_request_waits_for_the_first_token() throws InterruptedException {
        Optional<Missing> missing = token.missing(now());
        assertThat(missing).hasValueSatisfying(it -> {
            assertThat(it.mayEnd()).isTrue();
            assertThat(it.why()).startsWith("the source has not granted a token in ");
        });
        grant("a", Duration.ofMinutes(1));
        assertThat(token.missing(now())).isEmpty();
        assertThat(token.current()).contains("Bearer a");
    }

    @Test
    void it_is_renewed_before_it_ends_and_used_meanwhile() throws InterruptedException {
        token.missing(now());
        grant("a", Duration.ofMinutes(1));
        assertThat(token.missing(in(Duration.ofSeconds(39)))).isEmpty();
        assertThat(token.missing(in(Duration.ofSeconds(41)))).isEmpty();
        grant("b", Duration.ofMinutes(1));
        assertThat(token.current()).contains("Bearer b");
    }

    @Test
    void a_long_lived_one_is_renewed_a_minute_before_its_end() throws InterruptedException {
        token.missing(now());
        grant("a", Duration.ofHours(1));
        assertThat(token.missing(in(Duration.ofMinutes(58)))).isEmpty();
        assertThat(answers).isEmpty();
        assertThat(token.missing(in(Duration.ofMinutes(60)))).isPresent();
    }

    @Test
    void one_that_expires_is_not_sent() throws InterruptedException {
        token.missing(now());
        grant("a", Duration.ofMinutes(1));
        assertThat(token.missing(in(Duration.ofSeconds(59)))).isPresent();
    }

    @Test
    void a_failure_ends_the_wait_and_another_renewal_follows() throws InterruptedException {
        assertThat(token.missing(now())).map(Missing::failures).contains(0);
        answer(new TokenFailure("down", false));
        assertThat(token.missing(now())).hasValueSatisfying(it -> {
            assertThat(it.why()).isEqualTo("down");
            assertThat(it.failures()).isEqualTo(1);
            assertThat(it.mayEnd()).isFalse();
            assertThat(it.until() - now())
                    .isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        });
        assertThat(token.missing(in(Duration.ofSeconds(2))))
                .map(Missing::mayEnd)
                .contains(true);
        grant("a", Duration.ofMinutes(1));
        assertThat(token.missing(now())).isEmpty();
    }

    @Test
    void after_a_rejection_of_ours_nobody_waits() throws InterruptedException {
        token.missing(now());
        answer(new TokenFailure("invalid_client", true));
        assertThat(token.missing(now()))
                .map(it -> it.until() - now() > Duration.ofDays(1).toNanos())
                .contains(true);
    }

    @Test
    void a_failure_does_not_end_a_token_that_is_valid() throws InterruptedException {
        token.missing(now());
        grant("a", Duration.ofMinutes(1));
        token.missing(in(Duration.ofSeconds(41)));
        answer(new TokenFailure("down", false));
        assertThat(token.missing(now())).isEmpty();
        assertThat(token.current()).contains("Bearer a");
    }

    @Test
    void a_token_that_is_rejected_is_renewed_once() throws InterruptedException {
        token.missing(now());
        grant("a", Duration.ofMinutes(1));
        assertThat(token.rejected("Bearer a", now())).isTrue();
        assertThat(token.rejected("Bearer a", now())).isTrue();
        assertThat(token.missing(now())).isPresent();
        grant("b", Duration.ofMinutes(1));
        assertThat(token.rejected("Bearer a", now())).isTrue();
        assertThat(token.rejected("Bearer b", now())).isFalse();
    }

    @Test
    void a_token_that_was_accepted_may_be_rejected_later() throws InterruptedException {
        token.missing(now());
        grant("a", Duration.ofMinutes(1));
        token.rejected("Bearer a", now());
        token.missing(now());
        grant("b", Duration.ofMinutes(1));
        token.accepted("Bearer b");
        assertThat(token.rejected("Bearer b", now())).isTrue();
    }
}
