package dev.rollcall.app.wiring;

import dev.rollcall.app.sample.SampleRemote;
import dev.rollcall.app.settings.RemoteSettings;
import dev.rollcall.domain.User;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.RemoteStats;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import java.util.List;
import java.util.Optional;

/** The remote that the settings choose: a real one, or the sample, which is then started. */
public final class ChosenRemote implements AutoCloseable {
    private final Optional<SampleRemote> sample;
    private final HttpRemoteUsers users;

    private ChosenRemote(Optional<SampleRemote> sample, HttpRemoteUsers users) {
        this.sample = sample;
        this.users = users;
    }

    /** Prepares to call the remote, and starts it if it is the sample. */
    public static ChosenRemote open(RemoteSettings settings) {
        if (settings.uri().isPresent()) {
            return new ChosenRemote(Optional.empty(), users(settings.uri().get(), settings));
        }
        SampleRemote sample = SampleRemote.start();
        return new ChosenRemote(Optional.of(sample), users(new UriTemplate(sample.uri()), settings));
    }

    private static HttpRemoteUsers users(UriTemplate uri, RemoteSettings settings) {
        return new HttpRemoteUsers(
                new Upstream(uri, settings.fields(), settings.limits(), settings.authorization(), proofs(settings)));
    }

    /** Returns when answers are believed: the sample remote brings a canary, unless another one is set. */
    static Proofs proofs(RemoteSettings settings) {
        Proofs proofs = settings.proofs();
        return settings.uri().isEmpty() && proofs.canary().isEmpty() ? proofs.withCanary(SampleRemote.CANARY) : proofs;
    }

    /** Returns the remote's users. */
    public RemoteUsers users() {
        return users;
    }

    /** Returns what can be measured of the remote. */
    RemoteStats stats() {
        return users.stats();
    }

    /** Returns the users that an empty directory is to begin with; none unless this is the sample. */
    List<User> firstUsers() {
        return sample.map(SampleRemote::users).orElse(List.of());
    }

    /** Returns what there is to say of the remote at the start; empty if it is a real one. */
    public Optional<String> notice() {
        return sample.map(running -> """
                No remote is configured, so this calls a sample remote at %s
                and begins an empty embedded directory with sample users.
                To call a real one: ROLLCALL_REMOTE_URI='https://hr.example.org/users/{id}', or -Dremote.uri=…""".formatted(running.uri()));
    }

    /** Closes the connections, and stops the sample. */
    @Override
    public void close() {
        users.close();
        sample.ifPresent(SampleRemote::close);
    }
}
