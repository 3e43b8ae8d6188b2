package dev.rollcall.http.server.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Served;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters with limits of 3 ids and 10 s; the first id is 100. */
final class RollCallParametersTest {
    private static final CallLimits LIMITS =
            new CallLimits(new CallPolicy(Duration.ofSeconds(2), 8), Duration.ofSeconds(10), 3, 100);
    private static final Set<String> KNOWN =
            Set.of("count", "ids", "file", "roster", "deadline", "concurrency", "require");

    private final MapDirectory directory = new MapDirectory();
    private final Registrar registrar = new Registrar(directory, Clock.systemUTC());
    private Served served = reading(asked -> "");

    @AfterEach
    void close() {
        served.close();
    }

    private static Served reading(Function<RollCallParameters, Object> reading) {
        return Served.reading(
                request -> reading.apply(new RollCallParameters(Parameters.of(request, KNOWN), request, LIMITS)));
    }

    private Served.Reply reply(String query, Function<RollCallParameters, Object> reading, String... fields) {
        served.close();
        served = reading(reading);
        return served.send("GET", "/read?" + query, "", fields);
    }

    private String roster(String query) {
        return reply(query, asked -> asked.roster(registrar)).body();
    }

    private String refused(String query, Function<RollCallParameters, Object> reading) {
        return reply(query, reading).detail(400, "bad-parameter");
    }

    private void save(String id) {
        var user = new User(new UserId(id), "", "");
        directory.save(user, Precondition.none(), new Attribution(new Actor("tester"), Instant.EPOCH));
    }

    // -- whom to call

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count=0 | Optional[Roster[]]",
                "count=3 | Optional[Roster[100, 101, 102]]",
                "ids=7 | Optional[Roster[7]]",
                "ids=b,%20a%20,,b | Optional[Roster[b, a]]",
                "ids=a%0D%0Ab%0Dc%0A | Optional[Roster[a, b, c]]",
                "ids=, | Optional[Roster[]]",
                "ids=a%20b,a%2Fb | Optional[Roster[a b, a/b]]",
                "ids=%C2%A0a%E2%80%8B,%E2%80%8B | Optional[Roster[a]]",
                "deadline=PT1S | Optional.empty",
                "count= | Optional.empty",
            })
    void the_roster_is_as_asked_for(String query, String roster) {
        assertThat(roster(query)).isEqualTo(roster);
    }

    @Test
    void a_file_has_an_id_per_line_or_a_column_of_them() {
        assertThat(reply("file=a%0A%0A%20c%E2%80%8B", RollCallParameters::file).body())
                .isEqualTo("Optional[Roster[a, c]]");
        assertThat(reply("file=name;ID%0AAnn;%22a,b%22%0A", RollCallParameters::file)
                        .body())
                .isEqualTo("Optional[Roster[a,b]]");
        assertThat(refused("file=a%0A%2277%22%0Ac,d", RollCallParameters::file))
                .isEqualTo(
                        "the file, line 2: looks like CSV, or is quoted: a CSV must name its columns in the first line,"
                                + " one of them id: \"\"77\"\"; and 1 more bad lines");
    }

    @Test
    void the_directory_is_called_as_it_is_now() {
        assertThat(roster("roster=directory")).isEqualTo("Optional[Roster[]]");
        save("b");
        save("a");
        save("c");
        assertThat(roster("roster=directory")).isEqualTo("Optional[Roster[a, b, c]]");
        save("d");
        assertThat(refused("roster=directory", asked -> asked.roster(registrar)))
                .isEqualTo("the directory has more than 3 users, the maximum of a roll call (roll-call.max-ids);"
                        + " with Accept: application/x-ndjson any number are called");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count=4         | count must be a whole number from 0 to 3: \"4\"",
                "ids=1,2,3,4     | ids must be at most 3: 4",
                "ids=1,..        | ids must have valid ids: id must not be \"..\", which means another place in a URI",
                "roster=all      | roster must be one of directory: \"all\"",
                "count=1&ids=1   | only one of count, ids and roster may be given",
                "count=1&roster=directory | only one of count, ids and roster may be given",
                "ids=1&roster=directory   | only one of count, ids and roster may be given",
            })
    void a_roster_that_can_not_be_is_refused(String query, String detail) {
        assertThat(refused(query, asked -> asked.roster(registrar))).isEqualTo(detail);
    }

    @Test
    void ids_are_counted_before_those_that_come_again_are_left_out() {
        assertThat(refused("ids=1,1,1,1", RollCallParameters::ids)).isEqualTo("ids must be at most 3: 4");
        assertThat(refused("file=1%0A2%0A3%0A4", RollCallParameters::file)).isEqualTo("the file must be at most 3: 4");
    }

    // -- how

    @Test
    void the_policy_is_the_usual_one_but_for_what_is_asked() {
        CallPolicy usual = LIMITS.policy();
        assertThat(reply("count=1", RollCallParameters::policy).body()).isEqualTo(usual.toString());
        assertThat(reply("deadline=PT10S&concurrency=1", RollCallParameters::policy)
                        .body())
                .isEqualTo(usual.withDeadline(Duration.ofSeconds(10))
                        .withConcurrency(1)
                        .toString());
        assertThat(reply("concurrency=8", asked -> asked.policy("PT0.001S")).body())
                .isEqualTo(usual.withDeadline(Duration.ofMillis(1)).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT10.000000001S",
                "PT0S",
                "-PT1S",
                "1",
                "PT",
                "P1D",
                "PT9999999999999999999S",
                "PT2562047788015215H"
            })
    void a_deadline_that_can_not_be_is_refused(String deadline) {
        assertThat(refused("deadline=" + deadline, RollCallParameters::policy))
                .isEqualTo(
                        "deadline must be an ISO 8601 duration such as PT1.5S, greater than zero and at most PT10S: \""
                                + deadline + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "many"})
    void more_requests_at_once_than_usual_can_not_be_asked_for(String concurrency) {
        assertThat(refused("concurrency=" + concurrency, RollCallParameters::policy))
                .isEqualTo("concurrency must be a whole number from 1 to 8: \"" + concurrency + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-cache | true",
                "NO-CACHE | true",
                "max-age=0, no-cache | true",
                "no-cache-at-all | false",
                "max-age=0 | false",
            })
    void whoever_wants_nothing_old_gets_only_fresh_proofs_whatever_else_is_asked(String directive, boolean fresh) {
        String query = "deadline=PT1S&concurrency=2";
        assertThat(reply(query, asked -> asked.policy().fresh(), "Cache-Control: " + directive)
                        .body())
                .isEqualTo(Boolean.toString(fresh));
        assertThat(reply(query, asked -> asked.defaultPolicy().fresh(), "Cache-Control: " + directive)
                        .body())
                .isEqualTo(Boolean.toString(fresh));
    }

    @ParameterizedTest
    @CsvSource({
        "require=all, 100, 0",
        "require=any, 0, 1",
        "require=0%25, 0, 0",
        "require=90%25, 90, 0",
        "require=100%25, 100, 0",
        "require=, 0, 0",
        "count=1, 0, 0"
    })
    void a_share_of_the_answers_can_be_required(String query, int percent, int minimum) {
        assertThat(reply(query, RollCallParameters::requirement).body())
                .isEqualTo("Requirement[percent=%s, minimum=%s]".formatted(percent, minimum));
    }

    @ParameterizedTest
    @CsvSource({
        "90, 90",
        "101%25, 101%",
        "%25, %",
        "-1%25, -1%",
        "1.5%25, 1.5%",
        "ALL, ALL",
        "99999999999%25, 99999999999%"
    })
    void a_requirement_that_can_not_be_is_refused(String encoded, String text) {
        assertThat(refused("require=" + encoded, RollCallParameters::requirement))
                .isEqualTo(
                        "require must be all, any, or a share such as 90%25 (90%, percent-encoded): \"" + text + "\"");
    }

    @Test
    void what_is_not_asked_for_is_empty() {
        assertThat(reply("count=1", RollCallParameters::concurrency).body())
                .isEqualTo(Optional.empty().toString());
    }
}
