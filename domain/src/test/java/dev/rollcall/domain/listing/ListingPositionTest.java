package dev.rollcall.domain.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ListingPositionTest {
    private static final List<User> ANN = List.of(new User(new UserId("1"), "Ann", ""));

    /** A page with a user, before the page at a cursor. */
    private static ListedPage before(String next) {
        return new ListedPage(ANN, Optional.of(next));
    }

    /** Returns the position behind so many pages with new users, whose cursors are their numbers. */
    private static ListingPosition after(int pages) throws ListingFailure {
        ListingPosition position = ListingPosition.BEGINNING;
        for (int page = 1; page <= pages; page++) {
            position = position.behind(before(Integer.toString(page)), 1);
        }
        return position;
    }

    @Test
    void it_begins_before_the_first_page() {
        assertThat(ListingPosition.BEGINNING)
                .isEqualTo(new ListingPosition(Optional.empty(), 0, 0, Optional.empty()))
                .isEqualTo(ListingPosition.at(Optional.empty()));
        assertThat(ListingPosition.at(Optional.of("x")).cursor()).hasValue("x");
    }

    @Test
    void behind_a_page_it_is_at_the_cursor_of_the_next_one() throws ListingFailure {
        assertThat(after(3).cursor()).hasValue("3");
        assertThat(after(3).pages()).isEqualTo(3);
        assertThat(after(3).behind(new ListedPage(ANN, Optional.empty()), 1).cursor())
                .isEmpty();
    }

    @Test
    void the_landmark_is_the_cursor_behind_the_last_power_of_two() throws ListingFailure {
        assertThat(ListingPosition.BEGINNING.landmark()).isEmpty();
        assertThat(after(1).landmark()).hasValue("1");
        assertThat(after(2).landmark()).hasValue("2");
        assertThat(after(3).landmark()).hasValue("2");
        assertThat(after(7).landmark()).hasValue("4");
        assertThat(after(1000).landmark()).hasValue("512");
    }

    @Test
    void who_comes_to_the_landmark_again_goes_in_circles() throws ListingFailure {
        ListingPosition position = after(7);
        assertThatThrownBy(() -> position.behind(before("4"), 1))
                .isInstanceOf(ListingFailure.class)
                .hasMessage("the listing goes in circles: after 8 pages, the same come again");
        assertThat(position.behind(before("5"), 1).cursor())
                .as("noticed at the next landmark")
                .hasValue("5");
    }

    @Test
    void a_page_that_leads_to_itself_is_a_circle() throws ListingFailure {
        ListingPosition once = ListingPosition.at(Optional.of("x")).behind(before("x"), 1);
        assertThatThrownBy(() -> once.behind(before("x"), 1)).isInstanceOf(ListingFailure.class);
    }

    @Test
    void ten_pages_in_a_row_may_tell_nobody_new_but_not_eleven() throws ListingFailure {
        ListingPosition position = after(1);
        for (int page = 2; page <= 11; page++) {
            position = position.behind(before(Integer.toString(page)), 0);
        }
        assertThat(position.repeated()).isEqualTo(10);
        ListingPosition tenth = position;
        assertThatThrownBy(() -> tenth.behind(before("12"), 0)).hasMessageContaining("after 12 pages");
        assertThat(tenth.behind(before("12"), 1).repeated()).isZero();
    }

    @Test
    void a_page_without_users_repeats_nobody() throws ListingFailure {
        ListingPosition position = after(1).behind(before("2"), 0);
        assertThat(position.behind(new ListedPage(List.of(), Optional.of("3")), 0)
                        .repeated())
                .isZero();
    }

    @Test
    void the_last_page_is_never_a_circle() throws ListingFailure {
        assertThat(ListingPosition.BEGINNING
                        .behind(new ListedPage(ANN, Optional.empty()), 1)
                        .cursor())
                .isEmpty();
    }
}
