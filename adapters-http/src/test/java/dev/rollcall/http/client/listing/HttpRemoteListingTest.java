package dev.rollcall.http.client.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.contract.RemoteListingContract;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.RemoteListing;
import dev.rollcall.http.client.HttpRemoteUsers;
import dev.rollcall.http.client.api.RequestLimits;
import dev.rollcall.http.client.api.Upstream;
import dev.rollcall.http.client.api.UriTemplate;
import dev.rollcall.http.client.mapping.Expression;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class HttpRemoteListingTest {
    private static final Optional<Expression> USERS = Optional.of(Expression.of("/users"));
    private static final Optional<Expression> TOTAL = Optional.of(Expression.of("total"));

    private ListingServer server;
    private HttpRemoteUsers users;

    @BeforeEach
    void start() throws IOException {
        server = new ListingServer();
        users = new HttpRemoteUsers(Upstream.of(new UriTemplate(server.uri() + "/users/{id}"))
                .with(new RequestLimits(256, 2, Duration.ofSeconds(1))));
    }

    @AfterEach
    void stop() {
        users.close();
        server.close();
    }

    private HttpRemoteListing listing(String query, NextPage next, Optional<Expression> total) {
        var uri = new ListUri(server.uri() + "/users?" + query);
        return users.listing(new UserList(uri, USERS, next, RemoteListingContract.SIZE, total, Duration.ofSeconds(5)));
    }

    /** One way to the next page. */
    abstract class Way implements RemoteListingContract {
        private HttpRemoteListing listing;

        abstract HttpRemoteListing open();

        @BeforeEach
        void openIt() {
            listing = open();
        }

        @AfterEach
        void closeIt() {
            listing.close();
        }

        @Override
        public RemoteListing listing() {
            return listing;
        }

        @Override
        public PagedRemote remote() {
            return server;
        }
    }

    @Nested
    class ByLink extends Way {
        @Override
        HttpRemoteListing open() {
            return HttpRemoteListingTest.this.listing("size={size}", new NextPage.Linked(), Optional.empty());
        }
    }

    @Nested
    class ByUri extends Way {
        @Override
        HttpRemoteListing open() {
            return HttpRemoteListingTest.this.listing(
                    "size={size}", new NextPage.Told(Expression.of("/uri")), Optional.empty());
        }
    }

    @Nested
    class ByCursor extends Way {
        @Override
        HttpRemoteListing open() {
            return HttpRemoteListingTest.this.listing(
                    "after={cursor}&size={size}", new NextPage.Told(Expression.of("after")), Optional.empty());
        }
    }

    @Nested
    class ByOffset extends Way {
        @Override
        HttpRemoteListing open() {
            return HttpRemoteListingTest.this.listing(
                    "size={size}&offset={offset}", new NextPage.ByOffset(0), Optional.empty());
        }
    }

    @Nested
    class ByOffsetOfTotal extends Way {
        @Override
        HttpRemoteListing open() {
            server.countFrom(1);
            return HttpRemoteListingTest.this.listing("size={size}&offset={offset}", new NextPage.ByOffset(1), TOTAL);
        }
    }

    @Nested
    class ByNumber extends Way {
        @Override
        HttpRemoteListing open() {
            server.countFrom(1);
            return HttpRemoteListingTest.this.listing("size={size}&page={page}", new NextPage.ByNumber(1), TOTAL);
        }
    }

    @Test
    void the_first_page_has_no_cursor() throws Exception {
        server.has(15);
        try (var listing =
                listing("after={cursor}&size={size}", new NextPage.Told(Expression.of("after")), Optional.empty())) {
            assertThat(listing.page(Optional.empty()).next()).hasValue("10");
            listing.page(Optional.of("10"));
        }
        assertThat(server.asked()).containsExactly("/users?size=10", "/users?after=10&size=10");
    }

    @Test
    void a_total_saves_the_last_request() throws Exception {
        server.has(10);
        try (var listing = listing("size={size}&offset={offset}", new NextPage.ByOffset(0), TOTAL)) {
            assertThat(listing.page(Optional.empty()).next()).isEmpty();
        }
    }

    @Test
    void an_empty_page_is_not_the_end_if_the_remote_says_that_it_has_more() throws Exception {
        server.has(5);
        try (var listing =
                listing("size={size}&offset={offset}", new NextPage.ByOffset(0), Optional.of(Expression.of("`12`")))) {
            assertThat(listing.page(Optional.empty()).next()).hasValue("5");
            assertThatThrownBy(() -> listing.page(Optional.of("5")))
                    .isInstanceOf(ListingFailure.class)
                    .hasMessageContaining("an empty page, though the remote has 12 users (remote.list.first");
        }
    }

    @Test
    void what_is_no_cursor_of_the_list_is_refused() {
        try (var byOffset = listing("size={size}&offset={offset}", new NextPage.ByOffset(1), TOTAL);
                var byLink = listing("size={size}", new NextPage.Linked(), Optional.empty())) {
            assertThatThrownBy(() -> byOffset.page(Optional.of("0")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a cursor of this list is a whole number from 1: \"0\"");
            assertThatThrownBy(() -> byLink.page(Optional.of("https://elsewhere.example.org/users")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another origin");
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void what_leads_nowhere_is_told_with_what_came() {
        server.has(3);
        try (var listing = users.listing(UserList.linked(new ListUri(server.uri() + "/users?size={size}")))) {
            assertThatThrownBy(() -> listing.page(Optional.empty()))
                    .hasMessageStartingWith("the body is no array of users, what came has \"users\"");
        }
        var elsewhere = new UserList(
                new ListUri(server.uri() + "/users?size={size}"),
                Optional.of(Expression.of("value")),
                new NextPage.Linked(),
                10,
                Optional.empty(),
                Duration.ofSeconds(5));
        try (var listing = users.listing(elsewhere)) {
            assertThatThrownBy(() -> listing.page(Optional.empty()))
                    .hasMessageContaining(
                            "value is no array of users, what came has \"users\", \"total\", \"after\", \"uri\"");
        }
    }
}
