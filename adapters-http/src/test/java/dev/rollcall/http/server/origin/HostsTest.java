package dev.rollcall.http.server.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostsTest {
    private static final Hosts LOOPBACK = new Hosts(false, List.of());
    private static final Hosts NAMED =
            new Hosts(false, List.of("Rollcall.example.org", "*.intern", "10.1.2.3", "[FD00::0:a]"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LocalHost.:1",
                "rollcall.localhost",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.255.255.254",
                "[::1]",
                "[::1]:8080",
                "[0:0::0:1]",
                "[::ffff:127.0.0.1]",
            })
    void on_a_loopback_address_it_answers_to_the_names_of_that(String authority) {
        assertThat(LOOPBACK.include(authority)).isTrue();
        assertThat(NAMED.include(authority)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil-localhost",
                "localhost@evil.example",
                "evil@localhost",
                "localhost:80:80",
                "0.0.0.0",
                "10.0.0.1",
                "128.0.0.1",
                "[::]",
                "[::2]",
                "::1",
                "[::1",
                "[]",
                "[evil.example]",
                "",
                ".",
                ":",
                "localhost..",
                "evil1",
                "*",
                "*.intern",
            })
    void it_answers_to_no_others_however_they_look(String authority) {
        assertThat(LOOPBACK.include(authority)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollcall.example.org",
                "ROLLCALL.EXAMPLE.ORG.:443",
                "a.intern",
                "a.b.Intern:8443",
                "10.1.2.3:80",
                "[fd00::a]:80",
                "[FD00:0:0:0:0:0:0:A]",
            })
    void it_answers_to_those_that_are_named_whatever_their_port_case_and_spelling(String authority) {
        assertThat(NAMED.include(authority)).isTrue();
        assertThat(new Hosts(true, List.of("rollcall.example.org", "*.intern", "10.1.2.3", "[fd00::a]"))
                        .include(authority))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "a.rollcall.example.org",
                "intern",
                "a.intern.evil.example",
                "10.1.2.4",
                "[fd00::b]"
            })
    void it_answers_to_nothing_near_them(String authority) {
        assertThat(NAMED.include(authority)).isFalse();
    }

    @Test
    void elsewhere_it_answers_to_all_or_only_to_those_that_are_named() {
        assertThat(new Hosts(true, List.of()).include("anything.example")).isTrue();
        var named = new Hosts(true, List.of("rollcall.example.org"));
        assertThat(named.include("anything.example")).isFalse();
        assertThat(named.include("localhost")).isFalse();
    }
}
