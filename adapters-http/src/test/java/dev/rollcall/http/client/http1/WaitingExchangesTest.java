package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitingExchangesTest {
    private final WaitingExchanges waiting = new WaitingExchanges();
    private final Deque<Connection> connections = new ArrayDeque<>();
    private final List<String> served = new ArrayList<>();

    private record Request(String name, boolean mustBeSure) implements Exchange {
        @Override
        public byte[] request() {
            return new byte[0];
        }

        @Override
        public void sent() {}
    }

    private static Request any(String name) {
        return new Request(name, false);
    }

    private static Request sure(String name) {
        return new Request(name, true);
    }

    private void rested(int count) {
        for (int i = 0; i < count; i++) {
            connections.add(mock(Connection.class));
        }
    }

    private void begin(Exchange exchange, Connection connection) {
        assertThat(connection).isNotNull();
        served.add(((Request) exchange).name());
    }

    @Test
    void who_came_first_is_served_first_for_as_long_as_there_are_connections() {
        waiting.addLast(any("a"));
        waiting.addLast(any("b"));
        waiting.addLast(any("c"));
        rested(2);
        waiting.serveOthers(connections::poll, this::begin);
        assertThat(served).containsExactly("a", "b");
        assertThat(waiting.size()).isEqualTo(1);
        rested(2);
        waiting.serveOthers(connections::poll, this::begin);
        assertThat(served).containsExactly("a", "b", "c");
        assertThat(waiting.isEmpty()).isTrue();
        assertThat(connections).hasSize(1);
    }

    @Test
    void who_is_sent_again_goes_before_those_who_came_later() {
        waiting.addLast(any("a"));
        waiting.addFirst(any("again"));
        rested(1);
        waiting.serveOthers(connections::poll, this::begin);
        assertThat(served).containsExactly("again");
    }

    @Test
    void who_must_be_sure_stands_in_a_line_of_its_own() {
        waiting.addLast(any("a"));
        waiting.addLast(sure("s"));
        waiting.addFirst(sure("first"));
        assertThat(waiting.sure()).isEqualTo(2);
        assertThat(waiting.others()).isEqualTo(1);
        assertThat(waiting.size()).isEqualTo(3);
        rested(3);
        waiting.serveSure(connections::poll, this::begin);
        assertThat(served).containsExactly("first", "s");
        waiting.serveOthers(connections::poll, this::begin);
        assertThat(served).containsExactly("first", "s", "a");
    }

    @Test
    void one_that_is_given_up_is_served_no_more() {
        var gone = any("gone");
        var sureGone = sure("sure and gone");
        waiting.addLast(gone);
        waiting.addLast(sureGone);
        waiting.addLast(any("a"));
        waiting.remove(gone);
        waiting.remove(sureGone);
        rested(2);
        waiting.serveSure(connections::poll, this::begin);
        waiting.serveOthers(connections::poll, this::begin);
        assertThat(served).containsExactly("a");
    }

    @Test
    void those_who_fail_are_taken_from_the_others_first_and_then_from_the_sure() {
        waiting.addLast(sure("s"));
        waiting.addLast(any("a"));
        assertThat(waiting.poll()).isEqualTo(any("a"));
        assertThat(waiting.poll()).isEqualTo(sure("s"));
        assertThat(waiting.poll()).isNull();
    }

    @Test
    void the_time_stands_while_somebody_waits_in_vain_and_goes_on_with_each_who_is_served() {
        waiting.addLast(any("a"));
        waiting.addLast(any("b"));
        long begun = waiting.servedAt();
        waiting.serveOthers(connections::poll, this::begin);
        assertThat(waiting.servedAt()).isEqualTo(begun);
        long before = System.nanoTime();
        rested(1);
        waiting.serveOthers(connections::poll, this::begin);
        assertThat(waiting.servedAt() - before).isNotNegative();
    }

    @Test
    void nobody_waits_in_vain_where_nobody_waits() {
        long before = System.nanoTime();
        waiting.serveOthers(connections::poll, this::begin);
        assertThat(waiting.servedAt() - before).isNotNegative();
    }
}
