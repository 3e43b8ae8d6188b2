package dev.rollcall.http.client;

import dev.rollcall.domain.Answer;
import dev.rollcall.domain.Attempts;
import dev.rollcall.domain.CallListener;
import dev.rollcall.domain.CallPolicy;
import dev.rollcall.domain.RollCall;
import dev.rollcall.domain.Roster;
import dev.rollcall.http.client.http1.Connections;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One roll call on its way. It is a loop of the thread that calls: begin what may begin, wait until something came, take it. All
 * concurrency is the network's; no other thread has a part in it, but to grant a slot or to tell what came of a shared request.
 */
final class Calling implements Slots.Holder {
    private final Remote remote;
    private final Connections connections;
    private final Roster roster;
    private final CallPolicy policy;
    private final CallListener listener;
    private final long began = System.nanoTime();
    private final long deadline;

    private final @Nullable Question[] questions;
    private final @Nullable Answer[] answers;
    private int answered;
    private int next;

    /** The attempts in the order in which they were begun, which is that of their deadlines; some have ended. */
    private final Deque<Attempt> attempts = new ArrayDeque<>();

    private int inFlight;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private final PriorityQueue<Question> pausing = new PriorityQueue<>();

    /** Slots of the remote that are ours and not in use. */
    private int spare;

    private boolean awaitsSlots;
    private final AtomicInteger granted = new AtomicInteger();
    private final Queue<Landing> landings = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final List<Calling> toWake = new ArrayList<>();

    /** What came of a request that a question shares; empty if it was given up. */
    private record Landing(Question question, Optional<Reply> reply) {}

    Calling(Remote remote, Connections connections, Roster roster, CallPolicy policy, CallListener listener) {
        this.remote = remote;
        this.connections = connections;
        this.roster = roster;
        this.policy = policy;
        this.listener = listener;
        this.deadline = began + policy.deadline().toNanos();
        this.questions = new @Nullable Question[roster.size()];
        this.answers = new @Nullable Answer[roster.size()];
    }

    /** Calls the roll. When it returns or throws, nothing is in flight any more. */
    RollCall run() throws InterruptedException {
        remote.slots().enter();
        try {
            while (answered < answers.length && System.nanoTime() - deadline < 0) {
                begin();
                await();
            }
            restIsLate();
        } finally {
            abort();
        }
        return new RollCall(roster, Arrays.asList(answers), Duration.ofNanos(System.nanoTime() - began));
    }

    /** Begins what the limits allow: first what was begun before. */
    private void begin() {
        shareSlots();
        askWhatMayBe();
        giveSlots(spare);
    }

    private void askWhatMayBe() {
        while (!pausing.isEmpty() && pausing.element().resumesAt() - System.nanoTime() <= 0) {
            waiting.add(pausing.remove());
        }
        while (inFlight < policy.concurrency() && (!waiting.isEmpty() || next < answers.length)) {
            Question question = waiting.isEmpty() ? nextQuestion() : waiting.remove();
            if (!(mayShare() && question.join())) {
                if (!takeSlot()) {
                    waiting.addFirst(question);
                    return;
                }
                question.ask();
            }
        }
    }

    private Question nextQuestion() {
        var question = new Question(this, next, roster.ids().get(next));
        questions[next] = question;
        next++;
        return question;
    }

    /** Takes a slot of the remote; if there is none, waits in turn for the share that is ours. */
    private boolean takeSlot() {
        if (spare == 0 && !awaitsSlots) {
            takeSlots();
        }
        if (spare == 0) {
            return false;
        }
        spare--;
        return true;
    }

    private void takeSlots() {
        int useful = Math.min(policy.concurrency() - inFlight, answers.length - answered - inFlight);
        spare = remote.slots().take(useful, inFlight);
        int lacking = Math.min(useful, remote.slots().share() - inFlight);
        if (spare == 0 && lacking > 0) {
            awaitsSlots = true;
            remote.slots().await(this, lacking);
        }
    }

    /** Keeps the slots that came free here; but what is more than our share goes to those who wait for it. */
    private void shareSlots() {
        if (awaitsSlots && granted.get() > 0) {
            awaitsSlots = false;
            spare += granted.getAndSet(0);
        }
        if (spare > 0 && remote.slots().isScarce()) {
            int more = Math.min(spare, inFlight + spare - remote.slots().share());
            giveSlots(Math.max(0, more));
        }
    }

    private void giveSlots(int count) {
        if (count > 0) {
            spare -= count;
            remote.slots().give(count);
        }
    }

    @Override
    public void granted(int count) {
        granted.addAndGet(count);
        connections.wake();
    }

    private void await() throws InterruptedException {
        wakeOthers();
        if (answered < answers.length) {
            connections.await(nextEvent());
            takeLandings();
            expire();
        }
    }

    /** Returns when something has to be done though nothing came. */
    private long nextEvent() {
        dropEnded();
        long until = attempts.isEmpty() ? deadline : attempts.element().deadline();
        return pausing.isEmpty() || pausing.element().resumesAt() - until > 0
                ? until
                : pausing.element().resumesAt();
    }

    private void takeLandings() {
        told.set(false);
        for (Landing landing = landings.poll(); landing != null; landing = landings.poll()) {
            Question question = landing.question();
            landing.reply().ifPresentOrElse(question::landed, () -> askAlone(question));
        }
    }

    private void askAlone(Question question) {
        question.deserted();
        waiting.add(question);
    }

    /** Ends the attempts whose time is up; but first takes what came while this thread was held up. */
    private void expire() throws InterruptedException {
        if (isDue()) {
            connections.await(began);
        }
        while (isDue()) {
            attempts.remove().expire();
        }
    }

    private boolean isDue() {
        dropEnded();
        return !attempts.isEmpty() && attempts.element().deadline() - System.nanoTime() <= 0;
    }

    private void dropEnded() {
        while (!attempts.isEmpty() && attempts.element().hasEnded()) {
            attempts.remove();
        }
    }

    // -- what the questions and attempts ask for

    Remote remote() {
        return remote;
    }

    Connections connections() {
        return connections;
    }

    /** Returns when the roll call began, a value of {@link System#nanoTime()}. */
    long began() {
        return began;
    }

    /** Returns when it must have ended, a value of {@link System#nanoTime()}. */
    long deadline() {
        return deadline;
    }

    /** Returns whether a request that was in flight before is as good as one of our own. */
    boolean mayShare() {
        return !policy.fresh();
    }

    void send(Attempt attempt) {
        attempts.add(attempt);
        inFlight++;
        connections.send(attempt);
    }

    /** A question doesn't use the slot that was taken for it. */
    void slotUnused() {
        spare++;
    }

    /** Asks the question again, at its time. */
    void pause(Question question) {
        pausing.add(question);
    }

    void answer(int index, Answer answer) {
        answers[index] = answer;
        answered++;
        remote.stats().answer(answer);
        listener.answered(answer);
    }

    /** An attempt of ours ended. */
    void ended() {
        inFlight--;
        spare++;
    }

    /** Tells the questions of other roll calls that share an attempt of ours what came of it. */
    void tell(List<Question> passengers, Optional<Reply> reply) {
        for (Question passenger : passengers) {
            passenger.calling().hear(new Landing(passenger, reply), toWake);
        }
    }

    private void hear(Landing landing, List<Calling> tellers) {
        landings.add(landing);
        if (told.compareAndSet(false, true)) {
            tellers.add(this);
        }
    }

    /** Wakes those who were told something, once for all that they were told meanwhile. */
    private void wakeOthers() {
        toWake.forEach(other -> other.connections.wake());
        toWake.clear();
    }

    // -- the end

    private void restIsLate() throws InterruptedException {
        if (answered < answers.length) {
            connections.await(began);
            takeLandings();
            expire();
        }
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == null) {
                Question question = questions[i];
                answer(i, question == null ? new Answer.Late(roster.ids().get(i), Attempts.NONE) : question.late());
            }
        }
    }

    /** Gives up what is in flight, and what others rely on. */
    private void abort() {
        attempts.stream().filter(attempt -> !attempt.hasEnded()).forEach(Attempt::abort);
        connections.release();
        wakeOthers();
        remote.slots().leave(this);
        giveSlots(spare);
        remote.slots().give(granted.getAndSet(0));
    }
}
