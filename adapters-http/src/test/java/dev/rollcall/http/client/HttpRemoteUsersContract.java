package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.RemoteUsers;
import dev.rollcall.domain.RemoteUsersContract;
import dev.rollcall.domain.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link HttpRemoteUsers} must do, whichever engine it has. */
abstract class HttpRemoteUsersContract implements RemoteUsersContract {
    private static final int SLOTS = 64;
    private static final RequestLimits LIMITS = new RequestLimits(SLOTS, 3, Duration.ofSeconds(20));

    private final ScriptedRemote remote = new ScriptedRemote();
    private final HttpRemoteUsers users =
            users(Upstream.of(new UriTemplate(remote.template())).with(LIMITS));

    /** Returns the adapter with the engine under test. */
    abstract HttpRemoteUsers users(Upstream upstream);

    @Override
    public RemoteUsers remoteUsers() {
        return users;
    }

    @Override
    public Remote remote() {
        return remote;
    }

    @AfterEach
    void close() {
        users.close();
        remote.close();
    }

    @Test
    void roll_calls_together_have_no_more_in_flight_than_the_remote_allows() throws InterruptedException {
        remote.holdUntilInFlight(SLOTS);
        List<Integer> callers = IntStream.range(0, 8).boxed().toList();
        List<Integer> present = FanOut.map(callers, callers.size(), caller -> present(caller * 50));
        assertThat(present).containsOnly(50);
        assertThat(remote.peak()).isEqualTo(SLOTS);
    }

    private int present(int firstId) {
        try {
            return users.call(Roster.first(firstId, 50), PATIENT).counts().present();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_connection_that_the_remote_closed_meanwhile_is_no_failure() throws InterruptedException {
        List<Integer> present = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            present.add(users.call(Roster.first(0, 20), PATIENT).counts().present());
            remote.hangUpAll();
        }
        assertThat(present).containsOnly(20);
    }
}
