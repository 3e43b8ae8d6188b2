package dev.rollcall.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.listing.ListedPage;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.domain.listing.ListingWalk;
import dev.rollcall.domain.listing.RemoteListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RemoteListing} must do. An adapter's test implements this interface and so inherits its tests. */
@Timeout(60)
public interface RemoteListingContract {
    /** How many users a page has. */
    int SIZE = 10;

    /** Returns the adapter under test; it asks {@link #remote()}, in pages of {@link #SIZE}. */
    RemoteListing listing();

    /** Returns the remote: real, on loopback, and doing as it is told. Each test has a new one, which has no users. */
    PagedRemote remote();

    /** A remote that does as it is told. */
    interface PagedRemote {
        /** Tells it how many users it has, with the ids 0, 1 and so on, in this order. */
        void has(int users);

        /** Tells it how to answer for a page, counted from 0: to the first request, the second, and so on; the last is repeated. */
        void on(int page, PageFault... inTurn);

        /** Returns the number of requests that it got. */
        int requests();

        /** Waits until it got so many requests, for a bounded time. */
        void awaitRequests(int requests) throws InterruptedException;

        /** Returns the user that it gives for the number. */
        static User user(int number) {
            return new User(new UserId(Integer.toString(number)), "Name of " + number, number + "@example.org");
        }
    }

    /** How a remote answers for a page. */
    enum PageFault {
        /** As it should. */
        NONE,
        /** A newcomer is put before all others, so that this page and those behind begin with a user of the page before. */
        SHIFTS,
        /** 500. */
        FAILS,
        /** 403. */
        FORBIDS,
        /** 404. */
        IS_LOST,
        /** 302 to a login page. */
        REDIRECTS,
        /** 503 with {@code Retry-After: 0}. */
        IS_BUSY,
        /** 429 with {@code Retry-After: 1}. */
        ASKS_FOR_A_SECOND,
        /** Closes the connection in place of an answer. */
        HANGS_UP,
        /** Closes the connection within the body. */
        BREAKS_OFF,
        /** 200 with JSON that ends too early, though the length is right. */
        TRAILS_OFF,
        /** 200 with a login page. */
        BABBLES,
        /** 200 with an error in JSON and no users. */
        EXCUSES_ITSELF,
        /** The users, of whom none has an id. */
        TELLS_NO_IDS,
        /** The users, but without the id of the first one. */
        OMITS_AN_ID,
        /** The first page in place of this one. */
        BEGINS_AGAIN,
        /** Takes the request and says nothing, until the client leaves. */
        IS_SILENT
    }

    private static List<User> users(int from, int to) {
        return IntStream.range(from, to).mapToObj(PagedRemote::user).toList();
    }

    private static List<User> rest(ListingWalk walk) throws ListingFailure, InterruptedException {
        List<User> all = new ArrayList<>();
        while (walk.hasNext()) {
            all.addAll(walk.next().users());
        }
        return all;
    }

    private ListingWalk walk() {
        return new ListingWalk(listing(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 11, 20, 95})
    default void everybody_is_listed_once_in_the_order_of_the_remote(int count) throws Exception {
        remote().has(count);
        assertThat(rest(walk())).isEqualTo(users(0, count));
    }

    @Test
    default void a_remote_without_users_has_one_page() throws Exception {
        assertThat(rest(walk())).isEmpty();
        assertThat(remote().requests()).isEqualTo(1);
    }

    @Test
    default void nobody_is_listed_twice_though_pages_overlap() throws Exception {
        remote().has(50);
        remote().on(2, PageFault.SHIFTS);
        assertThat(rest(walk()))
                .containsExactlyInAnyOrderElementsOf(users(0, 50))
                .doesNotHaveDuplicates();
    }

    @Test
    default void a_listing_goes_on_from_each_of_its_cursors() throws Exception {
        remote().has(35);
        List<String> cursors = new ArrayList<>();
        ListedPage page = listing().page(Optional.empty());
        while (page.next().isPresent()) {
            cursors.add(page.next().get());
            page = listing().page(page.next());
        }
        assertThat(cursors).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        for (int i = 0; i < 3; i++) {
            var walk = new ListingWalk(listing(), Optional.of(cursors.get(i)));
            assertThat(rest(walk)).isEqualTo(users(SIZE * (i + 1), 35));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SHIFTS", "OMITS_AN_ID", "BEGINS_AGAIN", "ASKS_FOR_A_SECOND", "IS_SILENT"})
    default void a_page_that_cannot_be_read_is_a_failure_and_never_the_end(PageFault fault) throws Exception {
        remote().has(50);
        remote().on(2, fault);
        ListingWalk walk = walk();
        walk.next();
        walk.next();
        assertThatThrownBy(walk::next)
                .isInstanceOf(ListingFailure.class)
                .message()
                .isNotBlank();
        assertThat(walk.hasNext()).isTrue();
        remote().on(2, PageFault.NONE);
        assertThat(rest(walk)).isEqualTo(users(20, 50));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SHIFTS", "OMITS_AN_ID", "BEGINS_AGAIN", "ASKS_FOR_A_SECOND", "IS_SILENT"})
    default void neither_is_the_first_one(PageFault fault) {
        remote().has(5);
        remote().on(0, fault);
        assertThatThrownBy(() -> listing().page(Optional.empty())).isInstanceOf(ListingFailure.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"IS_BUSY", "HANGS_UP", "BREAKS_OFF", "ASKS_FOR_A_SECOND"})
    default void a_failure_that_passes_is_not_the_last_word(PageFault fault) throws Exception {
        remote().has(25);
        remote().on(1, fault, PageFault.NONE);
        assertThat(rest(walk())).isEqualTo(users(0, 25));
    }

    @Test
    default void who_cannot_be_read_is_told_and_costs_nobody_else() throws Exception {
        remote().has(25);
        remote().on(1, PageFault.OMITS_AN_ID);
        ListingWalk walk = walk();
        assertThat(rest(walk)).hasSize(24).containsAll(users(0, 10)).containsAll(users(11, 25));
        assertThat(walk.unreadable()).isEqualTo(1);
    }

    @Test
    default void a_listing_that_begins_again_is_a_failure() {
        remote().has(300);
        for (int page = 1; page < 100; page++) {
            remote().on(page, PageFault.BEGINS_AGAIN);
        }
        ListingWalk walk = walk();
        assertThatThrownBy(() -> rest(walk)).isInstanceOf(ListingFailure.class).hasMessageContaining("circles");
        assertThat(walk.users()).isEqualTo(10);
    }

    @Test
    default void an_interrupted_thread_waits_no_longer() throws Exception {
        remote().on(0, PageFault.IS_SILENT);
        RemoteListing listing = listing();
        var thrown = new ArrayList<Exception>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                listing.page(Optional.empty());
            } catch (ListingFailure | InterruptedException e) {
                thrown.add(e);
            }
        });
        remote().awaitRequests(1);
        reader.interrupt();
        reader.join();
        assertThat(thrown).hasSize(1).first().isInstanceOf(InterruptedException.class);
    }
}
