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
import dev.rollcall.http.client.listing.HttpRemoteListing;
import dev.rollcall.http.client.listing.ListUri;
import dev.rollcall.http.client.listing.UserList;
import dev.rollcall.http.client.network.Network;
import java.util.List;
import java.util.Optional;

/** The remote of the settings, or else a sample remote that it runs. */
public final class ChosenRemote implements AutoCloseable {
    private final Optional<SampleRemote> sample;
    private final HttpRemoteUsers users;
    private final Optional<HttpRemoteListing> listing;

    private ChosenRemote(Optional<SampleRemote> sample, HttpRemoteUsers users, Optional<UserList> list) {
        this.sample = sample;
        this.users = users;
        this.listing = list.map(users::listing);
    }

    /** Creates the client of the remote; without {@code remote.uri}, starts the sample remote. */
    public static ChosenRemote open(RemoteSettings settings) {
        if (settings.uri().isPresent()) {
            Upstream upstream = upstream(settings.uri().get(), settings);
            return new ChosenRemote(
                    Optional.empty(),
                    new HttpRemoteUsers(upstream.with(settings.network().network())),
                    settings.list());
        }
        SampleRemote sample = SampleRemote.start();
        // no proxy leads to it: it is in this process
        return new ChosenRemote(
                Optional.of(sample),
                new HttpRemoteUsers(upstream(new UriTemplate(sample.uri()), settings)),
                settings.fields().tellsId()
                        ? Optional.of(UserList.linked(new ListUri(sample.listUri())))
                        : Optional.empty());
    }

    private static Upstream upstream(UriTemplate uri, RemoteSettings settings) {
        return new Upstream(
                uri,
                settings.fields(),
                settings.limits(),
                settings.credentials(),
                settings.headerValues(),
                proofs(settings),
                Network.DEFAULT);
    }

    /** The sample remote has a canary of its own, unless one is set. */
    static Proofs proofs(RemoteSettings settings) {
        Proofs proofs = settings.proofs();
        return settings.uri().isEmpty() && proofs.canary().isEmpty() ? proofs.withCanary(SampleRemote.CANARY) : proofs;
    }

    /** Returns the users of the remote. */
    public RemoteUsers users() {
        return users;
    }

    /** Returns the remote's list of its users; empty if it has none. */
    public Optional<HttpRemoteListing> listing() {
        return listing;
    }

    RemoteStats stats() {
        return users.stats();
    }

    /** The users to fill an empty directory with; none unless the remote is the sample. */
    List<User> firstUsers() {
        return sample.map(SampleRemote::users).orElse(List.of());
    }

    /** Returns a notice to print at the start; empty unless the remote is the sample. */
    public Optional<String> notice() {
        return sample.map(running -> """
                No remote is configured (remote.uri): using a sample remote at %s
                An empty embedded directory is filled with sample users.
                Its next day, with people who leave, join and change their names: curl -X POST %s
                To use a real remote: ROLLCALL_REMOTE_URI='https://hr.example.org/users/{id}', or -Dremote.uri=…""".formatted(running.uri(), running.nextDayUri()));
    }

    /** Closes the connections, and stops the sample remote. */
    @Override
    public void close() {
        listing.ifPresent(HttpRemoteListing::close);
        users.close();
        sample.ifPresent(SampleRemote::close);
    }
}
