package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathTest {
    @ParameterizedTest
    @CsvSource({
        "/rollcall, /rollcall/, /",
        "/rollcall, /rollcall/users/a%2Fb, /users/a%2Fb",
        "/apps/roll.call, /apps/roll.call/users, /users",
        "'', /users, /users",
    })
    void a_path_below_it_is_one_of_the_site(String base, String path, String own) {
        assertThat(new BasePath(base).below(path)).contains(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/users", "/rollcalls/users", "/rollcal", "/rollcall", "*", ""})
    void any_other_is_not(String path) {
        assertThat(new BasePath("/rollcall").below(path)).isEmpty();
    }

    @Test
    void without_its_slash_it_is_no_path_of_the_site_but_known() {
        assertThat(new BasePath("/rollcall").isWithoutSlash("/rollcall")).isTrue();
        assertThat(new BasePath("/rollcall").isWithoutSlash("/rollcall/")).isFalse();
        assertThat(BasePath.NONE.isWithoutSlash("")).isFalse();
    }

    @Test
    void a_path_of_the_site_is_found_below_it() {
        assertThat(new BasePath("/rollcall").to("/users")).isEqualTo("/rollcall/users");
        assertThat(BasePath.NONE.to("/users")).isEqualTo("/users");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "rollcall",
                "/rollcall/",
                "//rollcall",
                "/a//b",
                "/a/../b",
                "/..",
                "/a b",
                "/a%2Fb",
                "/a;b",
                "/a\"",
                "/ä"
            })
    void one_that_is_not_plain_is_refused(String text) {
        assertThatThrownBy(() -> new BasePath(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be a path such as /rollcall");
    }
}
