package dev.rollcall.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link RemoteUsers} must do. An adapter's test implements this interface and so inherits its tests.
 *
 * <p>The adapter is to allow at least 64 requests in flight.
 */
@Timeout(60)
public interface RemoteUsersContract {
    /** Returns the adapter under test; it asks {@link #remote()}. */
    RemoteUsers remoteUsers();

    /** Returns the remote: real, on loopback, and doing as it is told. Each test has a new one, which knows every user. */
    Remote remote();

    /** Enough time for everything that is to be answered. */
    CallPolicy PATIENT = new CallPolicy(Duration.ofSeconds(30), 64);
    /** Enough time for a few attempts of which each has to wait for a second. */
    CallPolicy FOR_SECONDS = new CallPolicy(Duration.ofSeconds(5), 64);
    /** Too little time for a remote that is silent, and enough for all others. */
    CallPolicy HASTY = new CallPolicy(Duration.ofSeconds(1), 64);

    /** A remote that does as it is told. */
    interface Remote {
        /** Tells it how to answer for one id: to the first request, the second, and so on; the last is repeated. */
        void on(UserId id, Behaviour... inTurn);

        /** Tells it to hold its answers until so many requests are in flight at once. */
        void holdUntilInFlight(int requests);

        /** Tells it to stop: from now on connections are refused. */
        void stop();

        /** Returns the number of requests that it got. */
        int requests();

        /** Returns the largest number of requests that were in flight at once. */
        int peak();

        /** Waits until it got so many requests, for a bounded time. */
        void awaitRequests(int requests) throws InterruptedException;

        /** Waits until no request is in flight, for a bounded time: each was answered, or its connection is closed. */
        void awaitIdle() throws InterruptedException;

        /** Returns the user that it gives for the id. */
        static User user(UserId id) {
            return new User(id, "Name of " + id, id + "@example.org");
        }
    }

    /** How a remote answers for an id. */
    enum Behaviour {
        /** 200 with the user. */
        KNOWS,
        /** 200 with the user, whose id is a JSON number. */
        KNOWS_BY_NUMBER,
        /** 200 with the user, who has no email. */
        KNOWS_NO_EMAIL,
        /** 200 with the user, compressed by gzip though nobody asked for that. */
        COMPRESSES,
        /** 404. */
        KNOWS_NOT,
        /** 410. */
        KNOWS_NO_LONGER,
        /** 404 with a page for people, which anybody on the way may have sent. */
        SHOWS_A_PAGE,
        /** 200 with a user of whom nothing but the id is told. */
        IS_HOLLOW,
        /** 200 with another user. */
        CONFUSES,
        /** 200 with JSON that has no id. */
        TELLS_NO_ID,
        /** 200 with a number where the name should be. */
        MISTYPES,
        /** 200 with something that isn't JSON. */
        BABBLES,
        /** 200 with JSON that ends too early, though the length is right. */
        TRAILS_OFF,
        /** 200 with the user, and more behind it. */
        GOES_ON,
        /** 200 with JSON in UTF-16. */
        ENCODES_OTHERWISE,
        /** 200 with bytes that aren't UTF-8. */
        GARBLES,
        /** 200 with a body of more than 1 MiB, whose length is told. */
        OVERWHELMS,
        /** 200 with a body of more than 1 MiB, whose length isn't told. */
        OVERWHELMS_IN_CHUNKS,
        /** Something that isn't HTTP. */
        SPEAKS_NO_HTTP,
        /** 500. */
        FAILS,
        /** 503 with {@code Retry-After: 0}. */
        IS_BUSY,
        /** 429 with {@code Retry-After: 1}. */
        ASKS_FOR_A_SECOND,
        /** 503 with a {@code Retry-After} of an hour. */
        ASKS_FOR_AN_HOUR,
        /** 408. */
        GIVES_UP,
        /** 421. */
        IS_MISTAKEN,
        /** 201 with the user. */
        MISUSES_STATUS,
        /** 302 to another user. */
        REDIRECTS,
        /** 403. */
        FORBIDS,
        /** Closes the connection in place of an answer. */
        HANGS_UP,
        /** Resets the connection in place of an answer. */
        RESETS,
        /** Closes the connection within the body. */
        BREAKS_OFF,
        /** Takes the request and says nothing. */
        IS_SILENT,
        /** Sends the head of a response and nothing more. */
        STALLS,
        /** Sends a byte now and then, and never ends. */
        DRIPS;

        /** Returns why an id fails for which it is the last word; of those that fail none it says nothing. */
        public Answer.Reason reason() {
            return switch (this) {
                case FAILS,
                        IS_BUSY,
                        ASKS_FOR_A_SECOND,
                        ASKS_FOR_AN_HOUR,
                        GIVES_UP,
                        IS_MISTAKEN,
                        MISUSES_STATUS,
                        REDIRECTS,
                        FORBIDS -> Answer.Reason.STATUS;
                case SHOWS_A_PAGE -> Answer.Reason.UNCONFIRMED;
                case HANGS_UP, RESETS, BREAKS_OFF -> Answer.Reason.CONNECTION;
                default -> Answer.Reason.MALFORMED;
            };
        }
    }

    private Answer only(UserId id, CallPolicy policy) throws InterruptedException {
        return remoteUsers().call(Roster.of(List.of(id)), policy).answers().getFirst();
    }

    @Test
    default void a_known_user_is_present() throws InterruptedException {
        var id = new UserId("7");
        assertThat(only(id, PATIENT))
                .isInstanceOfSatisfying(
                        Answer.Present.class,
                        present -> assertThat(present.user()).isEqualTo(Remote.user(id)));
    }

    @Test
    default void an_id_that_is_a_number_counts_by_its_digits() throws InterruptedException {
        var id = new UserId("7");
        remote().on(id, Behaviour.KNOWS_BY_NUMBER);
        assertThat(only(id, PATIENT)).isInstanceOf(Answer.Present.class);
    }

    @Test
    default void a_number_is_not_the_same_digits_with_zeros_before_them() throws InterruptedException {
        var id = new UserId("007");
        remote().on(id, Behaviour.KNOWS_BY_NUMBER);
        assertThat(only(id, PATIENT)).isInstanceOf(Answer.Failed.class);
    }

    @Test
    default void a_user_without_an_email_is_present_all_the_same() throws InterruptedException {
        var id = new UserId("7");
        remote().on(id, Behaviour.KNOWS_NO_EMAIL);
        assertThat(only(id, PATIENT))
                .isInstanceOfSatisfying(
                        Answer.Present.class,
                        present -> assertThat(present.user()).isEqualTo(new User(id, "Name of 7", "")));
    }

    @Test
    default void a_user_is_present_though_compressed() throws InterruptedException {
        var id = new UserId("7");
        remote().on(id, Behaviour.COMPRESSES);
        assertThat(only(id, PATIENT))
                .isInstanceOfSatisfying(
                        Answer.Present.class,
                        present -> assertThat(present.user()).isEqualTo(Remote.user(id)));
    }

    @Test
    default void any_text_can_be_an_id() throws InterruptedException {
        var roster = Roster.of(List.of(
                new UserId("a/b"),
                new UserId("a b+c"),
                new UserId("?q=1&r#f"),
                new UserId("%2e%2e"),
                new UserId("ünï😀"),
                new UserId("~*{id}"),
                new UserId("..;"),
                new UserId("x".repeat(UserId.MAX_LENGTH))));
        assertThat(remoteUsers().call(roster, PATIENT).answers())
                .allSatisfy(answer -> assertThat(answer).isInstanceOf(Answer.Present.class));
    }

    @ParameterizedTest
    @EnumSource(names = {"KNOWS_NOT", "KNOWS_NO_LONGER"})
    default void a_user_of_whom_the_remote_says_so_is_absent(Behaviour behaviour) throws InterruptedException {
        var id = new UserId("7");
        remote().on(id, behaviour);
        assertThat(only(id, PATIENT)).isInstanceOf(Answer.Absent.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "KNOWS",
                "KNOWS_BY_NUMBER",
                "KNOWS_NO_EMAIL",
                "COMPRESSES",
                "KNOWS_NOT",
                "KNOWS_NO_LONGER",
                "IS_SILENT",
                "STALLS",
                "DRIPS"
            })
    default void an_unusable_answer_is_a_failure_and_never_an_absence(Behaviour behaviour) throws InterruptedException {
        var id = new UserId("7");
        remote().on(id, behaviour);
        // a remote that asks for a second is asked until the time is up
        CallPolicy policy = behaviour == Behaviour.ASKS_FOR_A_SECOND ? FOR_SECONDS : PATIENT;
        assertThat(only(id, policy)).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.reason()).as(failed.detail()).isEqualTo(behaviour.reason());
            assertThat(failed.detail()).isNotBlank();
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"IS_BUSY", "GIVES_UP", "FAILS", "REDIRECTS"})
    default void an_attempt_is_one_request(Behaviour behaviour) throws InterruptedException {
        var id = new UserId("7");
        remote().on(id, behaviour);
        assertThat(only(id, PATIENT).attempts().count()).isEqualTo(remote().requests());
    }

    @ParameterizedTest
    @EnumSource(names = {"IS_BUSY", "GIVES_UP", "IS_MISTAKEN", "HANGS_UP", "RESETS", "BREAKS_OFF"})
    default void a_failure_that_passes_is_not_the_answer(Behaviour behaviour) throws InterruptedException {
        var id = new UserId("7");
        remote().on(id, behaviour, Behaviour.KNOWS);
        assertThat(only(id, PATIENT))
                .isInstanceOfSatisfying(
                        Answer.Present.class,
                        present -> assertThat(present.attempts().count()).isEqualTo(2));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "FAILS",
                "FORBIDS",
                "REDIRECTS",
                "MISUSES_STATUS",
                "BABBLES",
                "CONFUSES",
                "OVERWHELMS",
                "IS_HOLLOW",
                "SHOWS_A_PAGE",
                "KNOWS_NOT"
            })
    default void a_failure_that_would_not_pass_and_an_absence_are_not_asked_again(Behaviour behaviour)
            throws InterruptedException {
        var id = new UserId("7");
        remote().on(id, behaviour, Behaviour.KNOWS);
        assertThat(only(id, PATIENT)).isNotInstanceOf(Answer.Present.class);
        assertThat(remote().requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"IS_SILENT", "STALLS", "DRIPS"})
    default void a_user_is_late_when_the_deadline_comes_first(Behaviour behaviour) throws InterruptedException {
        var id = new UserId("7");
        remote().on(id, behaviour);
        RollCall call = remoteUsers().call(Roster.of(List.of(id, new UserId("8"))), HASTY);
        assertThat(call.answers().get(0)).isInstanceOf(Answer.Late.class);
        assertThat(call.answers().get(1)).isInstanceOf(Answer.Present.class);
        assertThat(call.elapsed()).isBetween(HASTY.deadline(), HASTY.deadline().multipliedBy(10));
    }

    @Test
    default void nothing_is_left_running_when_the_deadline_has_come() throws InterruptedException {
        Roster roster = Roster.first(0, 200);
        roster.ids().forEach(id -> remote().on(id, Behaviour.IS_SILENT));
        RollCall call = remoteUsers().call(roster, HASTY);
        int requests = remote().requests();
        assertThat(call.counts().late()).isEqualTo(200);
        assertThat(call.answers())
                .extracting(answer -> answer.attempts().count())
                .contains(0, 1);
        remote().awaitIdle();
        assertThat(remote().requests()).isEqualTo(requests).isLessThanOrEqualTo(HASTY.concurrency());
    }

    @Test
    default void a_remote_that_refuses_connections_fails_every_id() throws InterruptedException {
        remote().stop();
        RollCall call = remoteUsers().call(Roster.first(0, 20), PATIENT);
        assertThat(call.answers())
                .allSatisfy(answer -> assertThat(answer)
                        .isInstanceOfSatisfying(
                                Answer.Failed.class,
                                failed -> assertThat(failed.reason()).isEqualTo(Answer.Reason.CONNECTION)));
    }

    @Test
    default void there_is_one_answer_for_each_id_in_the_order_of_the_roster() throws InterruptedException {
        List<UserId> ids = new ArrayList<>();
        for (Behaviour behaviour : Behaviour.values()) {
            var id = new UserId(behaviour.name());
            remote().on(id, behaviour);
            ids.add(id);
        }
        RollCall call = remoteUsers().call(Roster.of(ids), HASTY);
        assertThat(call.answers()).extracting(Answer::id).isEqualTo(ids);
        assertThat(call.isComplete()).isFalse();
    }

    @Test
    default void an_empty_roster_is_answered_at_once_and_asks_nothing() throws InterruptedException {
        assertThat(remoteUsers().call(Roster.of(List.of()), PATIENT).answers()).isEmpty();
        assertThat(remote().requests()).isZero();
    }

    @Test
    default void all_ids_are_asked_for_at_once() throws InterruptedException {
        remote().holdUntilInFlight(64);
        assertThat(remoteUsers().call(Roster.first(0, 64), PATIENT).counts().present())
                .isEqualTo(64);
    }

    @Test
    default void no_more_than_the_policy_allows_are_in_flight() throws InterruptedException {
        remote().holdUntilInFlight(4);
        var policy = new CallPolicy(PATIENT.deadline(), 4);
        assertThat(remoteUsers().call(Roster.first(0, 40), policy).counts().present())
                .isEqualTo(40);
        assertThat(remote().peak()).isEqualTo(4);
    }

    @Test
    default void an_answer_tells_its_attempts() throws InterruptedException {
        RollCall call = remoteUsers().call(Roster.first(0, 10), PATIENT);
        assertThat(call.answers()).extracting(Answer::attempts).allSatisfy(attempts -> {
            assertThat(attempts.count()).isEqualTo(1);
            assertThat(attempts.started().plus(attempts.elapsed())).isLessThanOrEqualTo(call.elapsed());
        });
        assertThat(remote().requests()).isEqualTo(10);
    }

    @Test
    default void a_listener_is_told_of_each_answer_once_by_the_calling_thread() throws InterruptedException {
        var silent = new UserId("silent");
        remote().on(silent, Behaviour.IS_SILENT);
        List<UserId> ids = new ArrayList<>(List.of(silent));
        ids.addAll(Roster.first(0, 100).ids());
        List<Answer> told = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        RollCall call = remoteUsers().call(Roster.of(ids), HASTY, answer -> {
            told.add(answer);
            threads.add(Thread.currentThread());
        });
        assertThat(told).containsExactlyInAnyOrderElementsOf(call.answers());
        assertThat(told.getLast().id()).isEqualTo(silent);
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    default void a_listener_hears_of_an_answer_while_others_are_still_to_come() throws InterruptedException {
        remote().on(new UserId("1"), Behaviour.IS_SILENT);
        List<Integer> seen = new ArrayList<>();
        var policy = new CallPolicy(HASTY.deadline(), 1);
        remoteUsers().call(Roster.first(0, 2), policy, answer -> seen.add(remote().requests()));
        assertThat(seen).hasSize(2).first().isIn(1, 2);
    }

    @Test
    default void a_slow_listener_holds_the_remote_up() throws InterruptedException {
        var policy = new CallPolicy(PATIENT.deadline(), 4);
        List<Integer> ahead = new ArrayList<>();
        remoteUsers().call(Roster.first(0, 200), policy, answer -> ahead.add(remote().requests() - ahead.size()));
        assertThat(ahead)
                .hasSize(200)
                .allSatisfy(requests -> assertThat(requests).isLessThanOrEqualTo(3 * 4));
    }

    @Test
    default void what_a_listener_throws_ends_the_roll_call() throws InterruptedException {
        Roster roster = Roster.first(0, 10);
        roster.ids().stream().skip(1).forEach(id -> remote().on(id, Behaviour.IS_SILENT));
        assertThatThrownBy(() -> remoteUsers().call(roster, PATIENT, answer -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        remote().awaitIdle();
    }

    @Test
    default void interrupting_the_caller_ends_the_roll_call_and_its_requests() throws Exception {
        Roster roster = Roster.first(0, 10);
        roster.ids().forEach(id -> remote().on(id, Behaviour.IS_SILENT));
        var outcome = new CompletableFuture<RollCall>();
        Thread caller = Thread.ofPlatform().start(() -> complete(outcome, roster));
        remote().awaitRequests(10);
        caller.interrupt();
        assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        remote().awaitIdle();
    }

    private void complete(CompletableFuture<RollCall> outcome, Roster roster) {
        try {
            outcome.complete(remoteUsers().call(roster, PATIENT));
        } catch (InterruptedException | RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }
}
