package dev.rollcall.app.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleUsersTest {
    private static final List<User> ALL =
            IntStream.range(0, SampleUsers.COUNT).mapToObj(SampleUsers::user).toList();

    @Test
    void no_two_users_have_the_same_name_or_email() {
        assertThat(ALL).extracting(User::name).doesNotHaveDuplicates();
        assertThat(ALL).extracting(User::email).doesNotHaveDuplicates();
    }

    @Test
    void an_email_is_plain_letters() {
        assertThat(ALL).extracting(User::email).allMatch(email -> email.matches("[a-z]{2,}\\.[a-z]{2,}@example\\.org"));
    }

    @Test
    void the_directory_overlaps_with_the_remote_and_differs_from_it() {
        List<User> directory = SampleUsers.directory();
        assertThat(directory).hasSizeBetween(100, 150).doesNotHaveDuplicates();
        assertThat(directory.stream().filter(user -> ALL.stream().anyMatch(remote -> isSame(user, remote))))
                .hasSizeGreaterThan(100);
        assertThat(directory).anyMatch(user -> !user.isActive());
        assertThat(directory).anyMatch(user -> user.email().endsWith("@old.example.org"));
        assertThat(directory).anyMatch(user -> user.name().contains("-"));
    }

    @Test
    void the_directory_has_users_that_are_absent_on_the_remote() {
        assertThat(SampleUsers.directory())
                .extracting(user -> user.id().value())
                .contains("7", "23", "68", "86");
    }

    @Test
    void the_remote_has_users_that_are_not_in_the_directory() {
        assertThat(SampleUsers.directory())
                .extracting(user -> user.id().value())
                .doesNotContain("4", "22", "31");
    }

    private static boolean isSame(User user, User other) {
        return user.id().equals(other.id())
                && user.name().equals(other.name())
                && user.email().equals(other.email());
    }
}
