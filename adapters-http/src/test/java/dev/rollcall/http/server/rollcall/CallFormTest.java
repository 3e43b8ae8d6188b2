package dev.rollcall.http.server.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.http.server.web.Parameters;
import dev.rollcall.http.server.web.Served;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms with limits of 1,000 ids and 30 s; the defaults are 64 requests in flight and 2 s. */
final class CallFormTest {
    private static final CallLimits LIMITS = new CallLimits(CallPolicy.DEFAULT, Duration.ofSeconds(30), 1000, 0);

    private final Registrar registrar = new Registrar(new MapDirectory(), Clock.systemUTC());

    /** Returns text from a form that is filled in like this. */
    private String said(String fields, Function<CallForm, Object> saying) {
        try (var served = Served.reading(request ->
                saying.apply(CallForm.read(Parameters.of(request, CallForm.FIELDS), request, LIMITS, registrar)))) {
            return served.query(fields).body();
        }
    }

    @Test
    void a_blank_form_asks_for_nothing_and_shows_what_is_usual() {
        String shown = said(
                "",
                form -> form.source() + " " + form.deadline() + " " + form.concurrency() + " " + form.roster() + " "
                        + form.query() + " " + form.firstError());
        assertThat(shown).isEqualTo("COUNT 2 64 Optional.empty Optional.empty Optional.empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count=2 | COUNT Optional[Roster[0, 1]]",
                "ids=b,a | IDS Optional[Roster[b, a]]",
                "ids=b&count=2 | IDS Optional[Roster[b]]",
                "roster=count&ids=b&count=2 | COUNT Optional[Roster[0, 1]]",
                "roster=ids&ids=b&file=c | IDS Optional[Roster[b]]",
                "roster=file&ids=b&file=c%0Ad | FILE Optional[Roster[c, d]]",
                "roster=directory&count=2 | DIRECTORY Optional[Roster[]]",
            })
    void the_ids_come_from_what_was_chosen_and_in_an_address_from_what_is_there(String fields, String said) {
        assertThat(said(fields, form -> form.source() + " " + form.roster())).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5 | PT1.5S 1.5",
                "30 | PT30S 30",
                "007 | PT7S 7",
                "0.000000001 | PT0.000000001S 0.000000001",
                "1.50 | PT1.5S 1.5",
                "PT0.5S | PT0.5S 0.5",
                "PT0.3M | PT2S PT0.3M",
            })
    void a_deadline_is_a_number_of_seconds_or_a_duration(String deadline, String said) {
        assertThat(said("deadline=" + deadline, form -> form.policy().deadline() + " " + form.deadline()))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1.", ".5", "'1,5'", "30.1", "1e1", "9999999", "soon"})
    void a_deadline_that_can_not_be_is_told_as_people_write_it_and_kept_as_it_was_typed(String deadline) {
        assertThat(said(
                        "deadline=" + deadline,
                        form -> form.error("deadline").orElse("none") + "\n" + form.deadline() + "\n"
                                + form.policy().deadline()))
                .isEqualTo(
                        "deadline must be a number of seconds such as 1.5, greater than 0 and at most 30: \"%s\"\n%s\nPT2S"
                                .formatted(deadline, deadline));
    }

    @Test
    void a_concurrency_that_can_not_be_is_kept_as_it_was_typed() {
        assertThat(said(
                        "concurrency=65",
                        form -> form.concurrency() + " " + form.policy().concurrency()))
                .isEqualTo("65 64");
        assertThat(said(
                        "concurrency=3",
                        form -> form.concurrency() + " " + form.policy().concurrency()))
                .isEqualTo("3 3");
    }

    @Test
    void the_first_mistake_is_that_of_the_field_that_was_read_first_and_then_nobody_is_called() {
        assertThat(said(
                        "count=x&deadline=y&concurrency=z",
                        form -> form.firstError().orElse("none") + "\n" + form.roster() + form.query()))
                .isEqualTo("count must be a whole number from 0 to 1000: \"x\"\nOptional.emptyOptional.empty");
        assertThat(said("count=1&deadline=y", form -> form.roster().isPresent()))
                .isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({"count", "ids", "file"})
    void what_is_chosen_and_left_empty_is_told(String source) {
        assertThat(said("roster=" + source, form -> form.error(source) + " " + form.error("roster")))
                .isEqualTo("Optional[this is selected, but empty] Optional.empty");
    }

    @Test
    void a_field_that_is_given_twice_is_told_beside_it() {
        assertThat(said("count=1&count=2", form -> form.error("count").orElse("none") + form.value("count")))
                .isEqualTo("count is given 2 times, but may occur only once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count=2 | count=2",
                "roster=count&count=2&deadline=2&concurrency=64 | count=2",
                "ids=a%2Fb,c%20d,%25 | ids=a%2Fb,c%20d,%25",
                "roster=directory&deadline=1 | roster=directory&deadline=PT1S",
                "count=2&concurrency=1 | count=2&concurrency=1",
                "roster=file&file=a%0Ab | ids=a,b",
                "roster=file&file=id%0A%22a%2Cb%22 | ids=a%2Cb",
                "ids=a%2Cb,c | ids=a%2Cb,c",
                "ids=, | none",
                "count=0 | count=0",
            })
    void the_same_can_be_asked_by_an_address_if_it_can_stand_in_one(String fields, String query) {
        assertThat(said(fields, form -> form.query().orElse("none"))).isEqualTo(query);
    }

    @Test
    void an_address_is_no_longer_than_every_proxy_takes() {
        String most = "ids=1234,"
                + IntStream.range(0, 749)
                        .mapToObj(i -> Integer.toString(1_000_000 + i))
                        .collect(Collectors.joining(","));
        assertThat(most).hasSize(6000);
        assertThat(said(most, form -> form.query().isPresent())).isEqualTo("true");
        assertThat(said(most + "5", form -> form.query().isPresent())).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({"PT1M, 60", "PT0.1S, 0.1", "PT1.000000001S, 1.000000001", "PT0S, 0", "P1D, 86400"})
    void seconds_are_written_as_a_decimal_number(Duration time, String seconds) {
        assertThat(CallForm.seconds(time)).isEqualTo(seconds);
    }
}
