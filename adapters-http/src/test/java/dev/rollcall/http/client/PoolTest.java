package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PoolTest {
    private final Peer peer = new Peer();
    private final Connector connector = new Connector(Origin.of(URI.create(peer.uri())), SocketFactory::getDefault);
    private final Pool pool = new Pool(Duration.ofSeconds(30));

    @AfterEach
    void close() throws IOException {
        pool.close();
        peer.close();
    }

    private Connection open() throws IOException {
        return connector.open(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
    }

    @Test
    void what_was_given_last_is_taken_first_and_once() throws IOException {
        Connection first = open();
        Connection second = open();
        pool.give(first);
        pool.give(second);
        assertThat(pool.take()).isSameAs(second);
        assertThat(pool.take()).isSameAs(first);
        assertThat(pool.take()).isNull();
        assertThat(first.wasIdle()).isTrue();
    }

    @Test
    void what_idles_too_long_is_closed_by_itself_and_not_given_out() throws Exception {
        var gone = new CountDownLatch(2);
        peer.follow(visitor -> {
            visitor.awaitGone();
            gone.countDown();
        });
        var impatient = new Pool(Duration.ofMillis(20));
        Connection first = open();
        impatient.give(first);
        impatient.give(open());
        gone.await();
        assertThat(first.isClosed()).isTrue();
        assertThat(impatient.take()).isNull();
    }

    @Test
    void a_connection_is_closed_when_the_pool_is() throws IOException {
        Connection idle = open();
        Connection busy = open();
        pool.give(idle);
        pool.close();
        assertThat(idle.isClosed()).isTrue();
        pool.give(busy);
        assertThat(busy.isClosed()).isTrue();
        assertThat(pool.take()).isNull();
    }

    @Test
    void a_connection_on_which_something_came_meanwhile_is_closed() throws Exception {
        var said = new CountDownLatch(1);
        peer.follow(visitor -> {
            visitor.send("HTTP/1.1 408 Request Timeout⏎⏎");
            said.countDown();
            visitor.awaitGone();
        });
        Connection connection = open();
        said.await();
        pool.give(connection);
        assertThat(pool.take()).isNull();
        assertThat(connection.isClosed()).isTrue();
    }
}
