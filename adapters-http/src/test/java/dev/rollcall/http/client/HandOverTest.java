package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HandOverTest {
    private final HandOver handOver = new HandOver(4);
    private final AtomicInteger woken = new AtomicInteger();

    private static Answer answer(int number) {
        return new Answer.Absent(new UserId("id-" + number), Attempts.NONE);
    }

    private void answer(int from, int to) {
        for (int i = from; i < to; i++) {
            handOver.answered(answer(i));
        }
    }

    private void end() throws Exception {
        handOver.endingWith(() -> "").call();
    }

    private void endUnchecked() {
        try {
            end();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Records events, and runs an action on each answer. */
    private record Keeping(List<String> told, Runnable meanwhile) implements CallListener {
        @Override
        public void answered(Answer answer) {
            told.add(answer.id().value());
            meanwhile.run();
        }

        @Override
        public void settled() {
            told.add("settled");
        }

        @Override
        public void waiting() {
            told.add("waiting");
        }
    }

    private List<String> told() throws Exception {
        var listener = new Keeping(new ArrayList<>(), () -> {});
        end();
        handOver.tellAll(listener);
        return listener.told();
    }

    private static Thread start(Callable<?> task, CompletableFuture<Object> result) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(String.valueOf(task.call()));
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

    @Test
    void all_is_told_in_order_until_the_end() throws Exception {
        handOver.waiting();
        answer(0, 2);
        handOver.settled();
        answer(2, 3);
        assertThat(told()).containsExactly("waiting", "id-0", "id-1", "settled", "id-2");
    }

    @Test
    void the_calling_thread_is_told_of_what_comes_while_it_waits() throws Exception {
        var tellers = new ArrayList<Thread>();
        Thread caller = Thread.currentThread();
        Thread.ofPlatform().daemon().start(() -> {
            awaitWaiting(caller);
            answer(0, 1);
            awaitWaiting(caller);
            answer(1, 2);
            awaitWaiting(caller);
            endUnchecked();
        });
        handOver.tellAll(answer -> tellers.add(Thread.currentThread()));
        assertThat(tellers).containsExactly(caller, caller);
    }

    @Test
    void a_task_that_throws_has_ended_too() throws Exception {
        assertThatThrownBy(() -> handOver.endingWith(() -> {
                            answer(0, 1);
                            throw new IllegalStateException("broken");
                        })
                        .call())
                .hasMessage("broken");
        var told = new ArrayList<Answer>();
        handOver.tellAll(told::add);
        assertThat(told).containsExactly(answer(0));
    }

    @Test
    void a_task_gives_its_result() throws Exception {
        assertThat(handOver.endingWith(() -> 7).call()).isEqualTo(7);
    }

    @Test
    void what_the_listener_throws_is_thrown_and_nothing_more_is_told() throws Exception {
        answer(0, 3);
        end();
        var told = new AtomicInteger();
        assertThatThrownBy(() -> handOver.tellAll(answer -> {
                    told.incrementAndGet();
                    throw new IllegalStateException("no more");
                }))
                .hasMessage("no more");
        assertThat(told).hasValue(1);
    }

    @Test
    void another_id_may_be_begun_while_fewer_than_the_bound_are_begun_and_not_told() throws Exception {
        assertThat(handOver.hasRoom(3)).isTrue();
        assertThat(handOver.hasRoom(4)).isFalse();
        answer(0, 1);
        told();
        assertThat(handOver.hasRoom(4)).isTrue();
        assertThat(handOver.hasRoom(5)).isFalse();
    }

    @Test
    void who_found_no_room_is_woken_once_when_half_of_it_is_free() throws Exception {
        handOver.whenRoom(woken::incrementAndGet);
        handOver.hasRoom(4);
        answer(0, 1);
        told();
        assertThat(woken).hasValue(0);
        answer(1, 2);
        told();
        assertThat(woken).hasValue(1);
        answer(2, 4);
        told();
        assertThat(woken).hasValue(1);
    }

    @Test
    void who_found_room_is_not_woken() throws Exception {
        handOver.whenRoom(woken::incrementAndGet);
        handOver.hasRoom(3);
        answer(0, 3);
        told();
        assertThat(woken).hasValue(0);
    }

    @Test
    void where_there_is_room_for_one_it_is_free_when_that_is_told() throws Exception {
        var narrow = new HandOver(1);
        narrow.whenRoom(woken::incrementAndGet);
        assertThat(narrow.hasRoom(0)).isTrue();
        assertThat(narrow.hasRoom(1)).isFalse();
        narrow.answered(answer(0));
        narrow.endingWith(() -> "").call();
        narrow.tellAll(answer -> assertThat(woken).hasValue(0));
        assertThat(woken).hasValue(1);
        assertThat(narrow.hasRoom(1)).isTrue();
    }

    @Test
    void nobody_is_asked_whether_he_waits_who_has_something_to_be_told() throws Exception {
        answer(0, 1);
        handOver.waiting();
        assertThat(told()).containsExactly("id-0");
    }

    @Test
    void nobody_is_asked_twice_whether_he_waits() throws Exception {
        handOver.waiting();
        handOver.waiting();
        assertThat(told()).containsExactly("waiting");
    }

    @Test
    void nobody_is_asked_whether_he_waits_who_is_busy_with_an_answer() throws Exception {
        var told = new ArrayList<String>();
        answer(0, 1);
        handOver.tellAll(new Keeping(told, () -> {
            handOver.waiting();
            endUnchecked();
        }));
        assertThat(told).containsExactly("id-0");
    }

    @Test
    void whoever_brings_too_much_waits_until_it_is_taken() throws Exception {
        answer(0, 4);
        var result = new CompletableFuture<Object>();
        Thread bringer = start(
                () -> {
                    handOver.awaitRoom();
                    return "room";
                },
                result);
        awaitWaiting(bringer);
        assertThat(result).isNotDone();
        assertThat(told()).hasSize(4);
        assertThat(result.get()).isEqualTo("room");
    }

    @Test
    void whoever_brings_less_than_the_bound_does_not_wait() throws Exception {
        answer(0, 3);
        handOver.awaitRoom();
        assertThat(told()).hasSize(3);
    }

    @Test
    void whoever_waits_for_room_can_be_interrupted() throws Exception {
        answer(0, 4);
        var result = new CompletableFuture<Object>();
        Thread bringer = start(
                () -> {
                    handOver.awaitRoom();
                    return "room";
                },
                result);
        awaitWaiting(bringer);
        bringer.interrupt();
        assertThat(result.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void whoever_is_told_can_be_interrupted_while_nothing_comes() throws Exception {
        var begun = new CountDownLatch(1);
        answer(0, 1);
        Thread caller = Thread.currentThread();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            awaitWaiting(caller);
            caller.interrupt();
        });
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> handOver.tellAll(answer -> begun.countDown()));
    }

    @Test
    void it_never_blocks_who_tells() {
        assertThat(handOver.isPrompt()).isTrue();
    }
}
