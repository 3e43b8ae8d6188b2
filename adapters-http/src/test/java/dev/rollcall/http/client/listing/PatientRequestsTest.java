package dev.rollcall.http.client.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.contract.RemoteListingContract.PageFault;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.credentials.AuthorizationServer;
import dev.rollcall.http.client.mapping.Expression;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a page is asked for, again and again; what is read then is tested by {@link HttpRemoteListingTest}. */
@Timeout(60)
final class PatientRequestsTest {
    private static final Optional<String> FIRST = Optional.empty();

    private static HttpRemoteListing listing(ListingServer server, RequestLimits limits) {
        var users = new HttpRemoteUsers(
                Upstream.of(new UriTemplate(server.uri() + "/users/{id}")).with(limits));
        return users.listing(new UserList(
                new ListUri(server.uri() + "/users?size={size}"),
                Optional.of(Expression.of("/users")),
                new NextPage.Linked(),
                10,
                Optional.empty(),
                Duration.ofMillis(500)));
    }

    @Test
    void a_transient_failure_is_told_with_its_attempts() throws Exception {
        try (var server = new ListingServer();
                var listing = listing(server, new RequestLimits(1, 2, Duration.ofSeconds(1)))) {
            server.on(0, PageFault.IS_BUSY);
            assertThatThrownBy(() -> listing.page(FIRST))
                    .isInstanceOf(ListingFailure.class)
                    .hasMessage("503, Retry-After: 0 after 2 attempts");
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void one_that_would_not_pass_is_not_tried_again() throws Exception {
        try (var server = new ListingServer();
                var listing = listing(server, RequestLimits.DEFAULT)) {
            server.on(0, PageFault.FORBIDS);
            assertThatThrownBy(() -> listing.page(FIRST)).hasMessage("403: missing role");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void a_silent_remote_times_out() throws Exception {
        try (var server = new ListingServer();
                var listing = listing(server, new RequestLimits(1, 2, Duration.ofSeconds(1)))) {
            server.on(0, PageFault.IS_SILENT);
            assertThatThrownBy(() -> listing.page(FIRST)).hasMessage("no answer in 500 ms after 2 attempts");
            server.on(0, PageFault.NONE);
            assertThat(listing.page(FIRST).users()).isEmpty();
        }
    }

    @Test
    void a_token_that_is_refused_is_renewed() throws Exception {
        try (var server = new AuthorizationServer();
                var users = new HttpRemoteUsers(Upstream.of(new UriTemplate(server.uri() + "/users/{id}"))
                        .with(server.client()));
                var listing = users.listing(new UserList(
                        new ListUri(server.uri() + "/users/1"),
                        Optional.of(Expression.of("[@]")),
                        new NextPage.Linked(),
                        10,
                        Optional.empty(),
                        Duration.ofSeconds(5)))) {
            assertThat(listing.page(FIRST).users()).hasSize(1);
            server.revoke();
            assertThat(listing.page(FIRST).users()).hasSize(1);
            assertThat(server.asked()).hasSize(2);
        }
    }
}
