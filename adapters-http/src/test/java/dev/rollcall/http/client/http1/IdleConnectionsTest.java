package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.http.client.response.BodyMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class IdleConnectionsTest {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    private final long before = System.nanoTime();
    private final Wired wired = new Wired(BodyMemory.ofHeap());
    private final CountDownLatch strays = new CountDownLatch(1);
    private final List<Connection> closed = new ArrayList<>();
    private final IdleConnections connections = new IdleConnections(connection -> {
        closed.add(connection);
        connection.close();
    });

    private final Exchange exchange = Wired.get();

    /** Each connection gets a response; the first one gets stray bytes later. */
    @BeforeEach
    void answer() {
        wired.peer.follow(visitor -> {
            visitor.request();
            visitor.send(Wired.NOBODY);
            if (visitor.number() == 1) {
                strays.await();
                visitor.send("x");
            }
            visitor.awaitGone();
        });
    }

    @AfterEach
    void close() throws IOException {
        strays.countDown();
        wired.close();
    }

    /** Returns an idle one that can be reused. */
    private Connection rested() throws IOException {
        Connection connection = wired.rested();
        connections.add(connection, exchange, 404);
        connections.settle();
        return connection;
    }

    /** Returns one whose last response, with this status, is in doubt. */
    private Connection doubted(Exchange again, int status) throws IOException {
        Connection connection = wired.rested();
        connections.add(connection, again, status);
        connections.doubt(again);
        return connection;
    }

    private @Nullable Connection take() {
        return connections.take(0, before, wired.buffer);
    }

    private @Nullable Connection takeSure() {
        return connections.takeSure(before, wired.buffer);
    }

    @Test
    void they_serve_in_the_order_in_which_they_came_to_rest_and_a_new_one_first() throws IOException {
        Connection first = rested();
        Connection second = rested();
        Connection fresh = wired.open();
        connections.addNew(fresh);
        assertThat(connections.size()).isEqualTo(3);
        assertThat(take()).isSameAs(fresh);
        assertThat(take()).isSameAs(first);
        assertThat(take()).isSameAs(second);
        assertThat(take()).isNull();
        assertThat(connections.isEmpty()).isTrue();
        assertThat(closed).isEmpty();
    }

    @Test
    void one_serves_nobody_before_its_last_outcome_is_settled_and_that_once() throws IOException {
        assertThat(connections.settle()).isFalse();
        Connection last = wired.rested();
        connections.add(last, exchange, 404);
        assertThat(take()).isNull();
        assertThat(connections.settle()).isTrue();
        assertThat(connections.settle()).isFalse();
        assertThat(take()).isSameAs(last);
    }

    @Test
    void one_on_which_something_came_is_closed_and_the_next_one_taken() throws IOException {
        Connection stray = rested();
        Connection quiet = rested();
        strays.countDown();
        wired.awaitSomething(stray);
        assertThat(take()).isSameAs(quiet);
        assertThat(closed).containsExactly(stray);
    }

    @Test
    void one_that_has_not_rested_for_long_enough_stays_where_it_is() throws IOException {
        Connection young = rested();
        assertThat(connections.take(DAY, before, wired.buffer)).isNull();
        assertThat(connections.size()).isEqualTo(1);
        assertThat(closed).isEmpty();
        assertThat(take()).isSameAs(young);
    }

    @Test
    void a_new_one_needs_no_rest() throws IOException {
        Connection fresh = wired.open();
        connections.addNew(fresh);
        assertThat(connections.take(DAY, before, wired.buffer)).isSameAs(fresh);
    }

    @Test
    void one_is_sure_when_it_has_rested_for_long_enough() throws IOException {
        Connection old = rested();
        Wired.awaitRest(old);
        assertThat(takeSure()).isSameAs(old);
    }

    @Test
    void those_that_are_kept_serve_who_must_be_sure_and_nobody_else() throws IOException {
        Connection old = rested();
        Connection young = rested();
        connections.keepForSure(1);
        assertThat(connections.kept()).isEqualTo(1);
        assertThat(connections.size()).isEqualTo(2);
        assertThat(take()).isSameAs(young);
        assertThat(take()).isNull();
        Wired.awaitRest(old);
        assertThat(takeSure()).isSameAs(old);
        assertThat(connections.isEmpty()).isTrue();
    }

    @Test
    void as_many_are_kept_as_there_are_and_those_too_many_serve_in_their_old_order() throws IOException {
        Connection first = rested();
        Connection second = rested();
        Connection third = rested();
        connections.keepForSure(5);
        assertThat(connections.kept()).isEqualTo(3);
        connections.keepForSure(1);
        assertThat(connections.kept()).isEqualTo(1);
        assertThat(take()).isSameAs(second);
        connections.keepForSure(0);
        assertThat(take()).isSameAs(first);
        assertThat(take()).isSameAs(third);
    }

    @Test
    void one_whose_last_response_is_doubted_serves_nobody() throws IOException {
        Connection doubted = doubted(exchange, 404);
        assertThat(connections.settle()).isFalse();
        assertThat(take()).isNull();
        assertThat(connections.size()).isZero();
        assertThat(doubted.isClosed()).isFalse();
    }

    @Test
    void one_is_trusted_again_when_the_second_response_has_the_same_status_and_rests_anew() throws IOException {
        Connection doubted = doubted(exchange, 404);
        long restedAt = doubted.restedAt();
        Connection other = rested();
        connections.judge(exchange, Optional.of(404));
        assertThat(doubted.restedAt()).isGreaterThan(restedAt);
        assertThat(take()).isSameAs(other);
        assertThat(take()).isSameAs(doubted);
        assertThat(closed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 410, 500})
    void one_is_closed_when_the_second_response_has_another_status(int status) throws IOException {
        Connection doubted = doubted(exchange, 404);
        connections.judge(exchange, Optional.of(status));
        assertThat(closed).containsExactly(doubted);
        assertThat(take()).isNull();
    }

    @Test
    void one_is_closed_when_there_is_no_second_response() throws IOException {
        Connection doubted = doubted(exchange, 404);
        connections.judge(exchange, Optional.empty());
        assertThat(closed).containsExactly(doubted);
    }

    @Test
    void two_users_may_be_any_two() throws IOException {
        Connection doubted = doubted(exchange, 200);
        connections.judge(exchange, Optional.of(200));
        assertThat(closed).containsExactly(doubted);
    }

    @Test
    void what_became_of_another_exchange_judges_nobody_and_an_exchange_judges_once() throws IOException {
        Connection doubted = doubted(exchange, 404);
        connections.judge(Wired.get(), Optional.of(500));
        assertThat(closed).isEmpty();
        connections.judge(exchange, Optional.of(404));
        connections.judge(exchange, Optional.of(500));
        assertThat(closed).isEmpty();
        assertThat(take()).isSameAs(doubted);
    }

    @Test
    void only_the_exchange_of_the_last_outcome_can_doubt_it() throws IOException {
        Connection last = wired.rested();
        connections.add(last, exchange, 404);
        connections.doubt(Wired.get());
        assertThat(connections.settle()).isTrue();
        connections.doubt(exchange);
        assertThat(take()).isSameAs(last);
    }

    @Test
    void one_that_is_no_more_serves_nobody_and_is_judged_by_nobody() throws IOException {
        Connection idle = rested();
        Connection kept = rested();
        Connection doubted = doubted(Wired.get(), 404);
        connections.remove(idle);
        connections.keepForSure(1);
        connections.remove(kept);
        connections.remove(doubted);
        assertThat(connections.isEmpty()).isTrue();
        connections.closeAll();
        assertThat(closed).isEmpty();
    }

    @Test
    void those_that_rest_since_before_the_time_are_closed_and_no_others() throws IOException {
        Connection old = rested();
        Connection atThatTime = rested();
        Connection young = rested();
        connections.closeOld(atThatTime.restedAt(), new Pace(16));
        assertThat(closed).containsExactly(old);
        assertThat(take()).isSameAs(atThatTime);
        assertThat(take()).isSameAs(young);
    }

    @Test
    void an_old_one_is_closed_though_a_new_one_that_nobody_needed_would_serve_before_it() throws IOException {
        Connection old = rested();
        Connection fresh = wired.open();
        connections.addNew(fresh);
        connections.closeOld(fresh.restedAt(), new Pace(16));
        assertThat(closed).containsExactly(old);
        assertThat(take()).isSameAs(fresh);
    }

    @Test
    void one_that_was_kept_grows_old_too() throws IOException {
        Connection old = rested();
        Connection young = rested();
        connections.keepForSure(2);
        connections.closeOld(young.restedAt(), new Pace(16));
        assertThat(closed).containsExactly(old);
        assertThat(connections.kept()).isZero();
    }

    @Test
    void the_oldest_are_closed_while_too_many_are_open() throws IOException {
        var pace = new Pace(1);
        var crowded = new IdleConnections(connection -> {
            closed.add(connection);
            pace.closed();
        });
        List<Connection> all = List.of(wired.rested(), wired.rested(), wired.rested());
        for (Connection connection : all) {
            pace.opened();
            crowded.add(connection, exchange, 404);
            crowded.settle();
        }
        crowded.closeOld(before, pace);
        assertThat(closed).containsExactly(all.get(0), all.get(1));
        assertThat(pace.open()).isEqualTo(1);
    }

    @Test
    void all_are_closed_in_the_end_whatever_they_wait_for() throws IOException {
        Connection doubted = doubted(Wired.get(), 404);
        Connection kept = rested();
        connections.keepForSure(1);
        Connection idle = rested();
        Connection unsettled = wired.rested();
        connections.add(unsettled, exchange, 404);
        connections.closeAll();
        assertThat(closed).containsExactlyInAnyOrder(doubted, kept, idle, unsettled);
        assertThat(connections.isEmpty()).isTrue();
        connections.closeAll();
        assertThat(closed).hasSize(4);
    }
}
