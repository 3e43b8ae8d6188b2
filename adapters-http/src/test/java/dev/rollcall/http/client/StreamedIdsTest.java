package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StreamedIdsTest {
    private static final int CAPACITY = 1024;

    private final StreamedIds streamed = new StreamedIds();
    private final AtomicInteger woken = new AtomicInteger();

    private static List<UserId> ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new UserId(String.valueOf(i)))
                .toList();
    }

    /** Queues all ids on this thread. */
    private void bring(int count) throws Exception {
        streamed.bring(ids(count).iterator()).call();
    }

    /** Queues ids on another thread. The result is its failure, if any. */
    private Thread start(Iterator<UserId> source, CompletableFuture<Object> result) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                streamed.bring(source).call();
                result.complete("brought");
            } catch (Exception e) {
                result.complete(e);
            }
        });
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private List<UserId> takeAll() throws InterruptedException {
        List<UserId> taken = new ArrayList<>();
        for (UserId id = streamed.take(); id != null; id = streamed.take()) {
            taken.add(id);
        }
        return taken;
    }

    @Test
    void ids_are_taken_in_the_order_in_which_they_come_until_none_will() throws Exception {
        assertThat(streamed.poll()).isNull();
        assertThat(streamed.isAtEnd()).isFalse();
        bring(2);
        assertThat(streamed.isAtEnd()).isFalse();
        assertThat(streamed.poll()).isEqualTo(new UserId("0"));
        assertThat(streamed.poll()).isEqualTo(new UserId("1"));
        assertThat(streamed.poll()).isNull();
        assertThat(streamed.isAtEnd()).isTrue();
        assertThat(streamed.take()).isNull();
    }

    @Test
    void who_found_nothing_is_woken_once_when_something_comes() throws Exception {
        streamed.whenSome(woken::incrementAndGet);
        assertThat(streamed.poll()).isNull();
        bring(3);
        assertThat(woken).hasValue(1);
    }

    @Test
    void who_did_not_look_or_found_something_is_not_woken() throws Exception {
        streamed.whenSome(woken::incrementAndGet);
        bring(3);
        assertThat(streamed.poll()).isNotNull();
        bring(3);
        assertThat(woken).hasValue(0);
    }

    @Test
    void who_asked_whether_there_will_be_more_is_woken_when_there_will_be_none() throws Exception {
        streamed.whenSome(woken::incrementAndGet);
        assertThat(streamed.isAtEnd()).isFalse();
        bring(0);
        assertThat(woken).hasValue(1);
        assertThat(streamed.isAtEnd()).isTrue();
    }

    @Test
    void no_more_lie_here_than_a_few_however_many_there_are() throws Exception {
        var asked = new AtomicInteger();
        var result = new CompletableFuture<Object>();
        Iterator<UserId> many = ids(10 * CAPACITY).iterator();
        Thread bringer = start(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return many.hasNext();
                    }

                    @Override
                    public UserId next() {
                        asked.incrementAndGet();
                        return many.next();
                    }
                },
                result);
        while (asked.get() <= CAPACITY) {
            Thread.onSpinWait();
        }
        awaitWaiting(bringer);
        assertThat(asked).hasValue(CAPACITY + 1);
        assertThat(takeAll()).isEqualTo(ids(10 * CAPACITY));
        assertThat(result.get()).isEqualTo("brought");
    }

    @Test
    void who_only_polls_gets_all_too() throws Exception {
        var result = new CompletableFuture<Object>();
        start(ids(10 * CAPACITY).iterator(), result);
        List<UserId> polled = new ArrayList<>();
        while (!streamed.isAtEnd()) {
            UserId id = streamed.poll();
            if (id != null) {
                polled.add(id);
            }
        }
        assertThat(polled).isEqualTo(ids(10 * CAPACITY));
    }

    @Test
    void who_takes_waits_for_the_next_one() throws Exception {
        var beforeLast = new CountDownLatch(1);
        var result = new CompletableFuture<Object>();
        start(new PausedIds(ids(2), beforeLast), result);
        assertThat(streamed.take()).isEqualTo(new UserId("0"));
        Thread taker = Thread.currentThread();
        Thread.ofPlatform().daemon().start(() -> {
            awaitWaiting(taker);
            beforeLast.countDown();
        });
        assertThat(streamed.take()).isEqualTo(new UserId("1"));
        assertThat(streamed.take()).isNull();
    }

    @Test
    void a_source_that_fails_has_ended_and_what_it_brought_before_is_there() {
        Iterator<UserId> one = ids(1).iterator();
        var failing = new Iterator<UserId>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public UserId next() {
                return one.next();
            }
        };
        assertThatThrownBy(() -> streamed.bring(failing).call()).isInstanceOf(NoSuchElementException.class);
        assertThat(streamed.poll()).isEqualTo(new UserId("0"));
        assertThat(streamed.isAtEnd()).isTrue();
    }

    @Test
    void a_source_that_waits_for_room_can_be_interrupted_and_has_ended() throws Exception {
        var result = new CompletableFuture<Object>();
        Thread bringer = start(ids(2 * CAPACITY).iterator(), result);
        awaitWaiting(bringer);
        bringer.interrupt();
        assertThat(result.get()).isInstanceOf(InterruptedException.class);
        assertThat(takeAll()).isEqualTo(ids(CAPACITY));
    }
}
