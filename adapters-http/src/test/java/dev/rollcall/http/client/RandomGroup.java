package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.client.RandomScript.Reading;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.http1.Certificate;
import dev.rollcall.http.client.http1.Endpoint;
import dev.rollcall.http.client.http1.SilentAddress;
import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.threads.FanOut;
import dev.rollcall.http.client.threads.Worker;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A remote, its client and a few concurrent callers. Groups are independent: a pause of one remote stops no other. */
final class RandomGroup implements AutoCloseable {
    /** Long enough that a busy machine is not mistaken for a silent remote. */
    private static final RequestLimits LIMITS = new RequestLimits(64, 3, Duration.ofSeconds(1));

    private static final int CALLERS = 4;

    private final RandomResults findings;
    private final ScriptedRemote remote;
    private final Optional<SilentAddress> silent;
    private final HttpRemoteUsers users;

    /** How the remote is reached. */
    enum Reach {
        /** By its one address. */
        AT_ONCE,
        /** By its second address, since the first is silent; the client learns that. */
        BY_NAME,
        /** By its second address, each time anew: its URI has an address, not a name. */
        BY_ADDRESS
    }

    /** Starts the remote on a socket. */
    RandomGroup(ServerSocket server, Reach reach, RandomResults findings) throws IOException {
        this.findings = findings;
        this.remote = new ScriptedRemote(server);
        this.silent = reach == Reach.AT_ONCE ? Optional.empty() : Optional.of(new SilentAddress(remote.port()));
        String template = remote.template();
        var uri = new UriTemplate(reach == Reach.BY_NAME ? template.replace("127.0.0.1", "localhost") : template);
        this.users = new HttpRemoteUsers(Upstream.of(uri).with(LIMITS), endpoint(uri.origin()));
    }

    private Endpoint endpoint(Origin origin) {
        return silent.map(address -> address.endpoint(origin))
                .orElseGet(() -> new Endpoint(origin, Certificate::context));
    }

    @Override
    public void close() throws IOException {
        users.close();
        remote.close();
        if (silent.isPresent()) {
            silent.get().close();
        }
    }

    /** Runs all roll calls and checks every answer. */
    void call(List<RandomScript> scripts) throws InterruptedException {
        FanOut.map(scripts, CALLERS, script -> {
            call(script);
            return script;
        });
    }

    private void call(RandomScript script) throws InterruptedException {
        script.tell(remote);
        List<Integer> callers = IntStream.range(0, script.callers()).boxed().toList();
        FanOut.map(callers, script.callers(), caller -> callPatiently(script)).stream()
                .flatMap(Optional::stream)
                .forEach(called -> check(called, script));
    }

    /** Calls the roll; empty if the caller was interrupted because its patience ended first. */
    private Optional<FinishedCall> callPatiently(RandomScript script) throws InterruptedException {
        if (script.patience().isEmpty()) {
            return Optional.of(callOnce(script));
        }
        Thread caller = Thread.currentThread();
        Worker<Boolean> clock = Worker.start("clock", () -> {
            Thread.sleep(script.patience().get());
            caller.interrupt();
            return true;
        });
        try {
            return Optional.of(callOnce(script));
        } catch (InterruptedException impatient) {
            return Optional.empty();
        } finally {
            clock.close();
            Thread.interrupted();
        }
    }

    private FinishedCall callOnce(RandomScript script) throws InterruptedException {
        long began = System.nanoTime();
        var reader = new RandomReader(script);
        return switch (script.reading()) {
            case AT_ONCE -> {
                RollCall call = users.call(script.roster(), script.policy());
                yield called(script, call.answers(), began, call.elapsed());
            }
            case SLOW, STUCK -> {
                RollCall call = users.call(script.roster(), script.policy(), reader);
                assertThat(reader.told()).containsExactlyInAnyOrderElementsOf(call.answers());
                yield called(script, call.answers(), began, call.elapsed());
            }
            case STREAMED -> {
                RollCall.Summary summary = users.call(script.roster().ids().iterator(), script.policy(), reader);
                yield called(script, reader.told(), began, summary.elapsed());
            }
        };
    }

    private static FinishedCall called(RandomScript script, List<Answer> answers, long began, Duration elapsed) {
        return new FinishedCall(answers, script.policy(), began, elapsed, script.callers() == 1);
    }

    private void check(FinishedCall called, RandomScript script) {
        assertThat(called.answers())
                .as("script %s", script.number())
                .extracting(Answer::id)
                .isEqualTo(script.roster().ids());
        for (Answer answer : called.answers()) {
            List<Serving> served = remote.served(answer.id());
            findings.add(answer, new Explanation(served, called, LIMITS.attemptTimeout()), script.number());
        }
        // a streaming caller takes the late answers at its own pace, too
        if (called.isLate() && script.reading() != Reading.STREAMED) {
            findings.overshot(called.overshoot());
        }
    }

    /** No slot, no connection and no shareable request. */
    void assertNothingIsLeft() throws InterruptedException {
        remote.awaitIdle();
        assertThat(users.stats().inFlight()).isZero();
        assertThat(users.stats().shareable()).isZero();
        users.close();
        assertThat(users.stats().connections()).isZero();
        remote.awaitNoConnections();
    }
}
