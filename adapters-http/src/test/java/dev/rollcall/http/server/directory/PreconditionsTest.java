package dev.rollcall.http.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.http.server.web.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.WritableHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PreconditionsTest {
    private static ServerRequestHeaders headers(String... namesAndValues) {
        WritableHeaders<?> headers = WritableHeaders.create();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(HeaderValues.create(HeaderNames.create(namesAndValues[i]), namesAndValues[i + 1]));
        }
        return ServerRequestHeaders.create(headers);
    }

    private static Precondition ifMatch(String value) {
        return Preconditions.of(headers("If-Match", value));
    }

    private static boolean isKnown(String value, long version) {
        return Preconditions.isKnown(headers("If-None-Match", value), entry(version));
    }

    private static Entry entry(long version) {
        return new Entry(new User(new UserId("7"), "", ""), version, Instant.EPOCH);
    }

    @Test
    void the_tag_of_a_user_is_its_version_in_quotes_and_strong() {
        assertThat(Preconditions.etag(entry(1)).get()).isEqualTo("\"1\"");
        assertThat(Preconditions.etag(entry(Long.MAX_VALUE)).get()).isEqualTo("\"9223372036854775807\"");
    }

    @Test
    void without_headers_nothing_is_asked() {
        assertThat(Preconditions.of(headers())).isEqualTo(Precondition.none());
        assertThat(Preconditions.isKnown(headers(), entry(7))).isFalse();
    }

    @Test
    void a_star_asks_whether_the_user_is_there_or_is_not() {
        assertThat(ifMatch("*")).isEqualTo(new Precondition.Exists());
        assertThat(ifMatch(" * ")).isEqualTo(new Precondition.Exists());
        assertThat(Preconditions.of(headers("If-None-Match", "*"))).isEqualTo(new Precondition.IsNew());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"7\"",
                " \"7\" ",
                "\"7\",\"7\"",
                "\"7\",",
                ",\"7\"",
                " , , \"7\" ,, ",
                "\"7\" ,\t\"7\"",
                "\"7\",,\"7\""
            })
    void one_of_some_versions_must_be_the_current_one_and_empty_elements_of_the_list_do_not_count(String value) {
        assertThat(ifMatch(value)).isEqualTo(new Precondition.Unchanged(Set.of(7L)));
        assertThat(isKnown(value, 7)).isTrue();
        assertThat(isKnown(value, 8)).isFalse();
    }

    @Test
    void headers_that_are_repeated_are_one_list() {
        var repeated = headers("If-Match", "\"1\"", "If-Match", "\"2\", \"3\"");
        assertThat(Preconditions.of(repeated)).isEqualTo(new Precondition.Unchanged(Set.of(1L, 2L, 3L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"x\"",
                "\"07\"",
                "\"+7\"",
                "\"-0\"",
                "\"0\"",
                "\"7-\"",
                "\"7-8\"",
                "\"-gzip\"",
                "\"7,8\"",
                "\"9223372036854775808\"",
                "\"\u00e4\""
            })
    void a_tag_that_is_none_of_ours_is_the_version_of_nobody(String value) {
        assertThat(ifMatch(value)).isEqualTo(new Precondition.Unchanged(Set.of(0L)));
        assertThat(isKnown(value, 7)).isFalse();
        assertThat(isKnown(value + ", \"7\"", 7)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"W/\"7\"", "\"7-gzip\"", "\"7;gzip\"", "\"7--gzip\"", "\"7-br\"", "W/\"7-gzip\"", "\"7.zstd\""})
    void what_a_compressing_proxy_makes_of_a_tag_means_the_same_version(String value) {
        assertThat(isKnown(value, 7)).isTrue();
        assertThat(ifMatch(value + ", \"8\"")).isEqualTo(new Precondition.Unchanged(Set.of(7L, 8L)));
    }

    @Test
    void a_star_is_known_in_every_version() {
        assertThat(isKnown("*", 7)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "7",
                "\"7",
                "7\"",
                "\"7\" \"8\"",
                "\"7\";\"8\"",
                "w/\"7\"",
                "W/7",
                "W/ \"7\"",
                "*, \"7\"",
                "\"7\", *",
                "\"a b\""
            })
    void what_is_no_list_of_tags_is_refused(String value) {
        assertThatThrownBy(() -> ifMatch(value))
                .isInstanceOf(Problem.Refusal.class)
                .hasMessageStartingWith(
                        "bad-header: If-Match must be * or entity tags such as \"7\", separated by commas: \"");
        assertThatThrownBy(() -> isKnown(value, 7)).hasMessageStartingWith("bad-header: If-None-Match must be * or");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {"\"7\" | \"\"7\"\"", "W/* | \"W/*\"", "*,* | \"*,*\""})
    void a_change_can_only_ask_that_nobody_is_there_and_not_that_a_version_is_not(String value, String shown) {
        assertThatThrownBy(() -> Preconditions.of(headers("If-None-Match", value)))
                .hasMessage("bad-header: If-None-Match must be * for a change: " + shown);
    }

    @Test
    void only_one_of_both_may_be_given() {
        assertThatThrownBy(() -> Preconditions.of(headers("If-Match", "*", "If-None-Match", "*")))
                .hasMessage("bad-header: only one of If-Match and If-None-Match may be given");
    }

    @Test
    @Timeout(20)
    void long_headers_are_read_in_no_time() {
        for (String part : List.of(" ", ",", " ,", "\"", "\"7\",", "W/", "\"7\" ")) {
            String value = "x" + part.repeat(50_000) + "x";
            assertThatThrownBy(() -> ifMatch(value)).isInstanceOf(Problem.Refusal.class);
            assertThatThrownBy(() -> ifMatch("\"7\"" + value)).isInstanceOf(Problem.Refusal.class);
        }
    }
}
