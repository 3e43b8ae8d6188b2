package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.db.work.Timetable;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Protection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReconcileFormsTest {
    @Test
    void a_period_is_iso_8601_or_a_number_with_a_unit() {
        Form<Duration> period = ReconcileForms.period();
        assertThat(period.read("PT24H")).isEqualTo(Duration.ofDays(1));
        assertThat(period.read("P30D")).isEqualTo(Duration.ofDays(30));
        assertThat(period.read("30d")).isEqualTo(Duration.ofDays(30));
        assertThat(period.read("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(period.read("0s")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1s", "PT-1S", "1w", "4000d", "a day"})
    void other_periods_are_refused(String text) {
        assertThatThrownBy(() -> ReconcileForms.period().read(text)).hasMessageContaining("such as PT24H, P30D");
    }

    @Test
    void a_limit_is_a_number_or_a_share_or_both() {
        Form<Optional<Limits.Limit>> limit = ReconcileForms.limit();
        assertThat(limit.read("")).isEmpty();
        assertThat(limit.read("50")).contains(Limits.Limit.count(50));
        assertThat(limit.read("5%")).contains(Limits.Limit.percent(5));
        assertThat(limit.read("50, 5 %")).contains(new Limits.Limit(OptionalLong.of(50), OptionalInt.of(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101%", "5.5%", "many", "5 percent"})
    void other_limits_are_refused(String text) {
        assertThatThrownBy(() -> ReconcileForms.limit().read(text)).hasMessageContaining("a share of the directory");
    }

    @Test
    void protection_is_ids_and_fields_with_values() {
        assertThat(ReconcileForms.protection().read(" admin, 7,department=Board , active=no"))
                .isEqualTo(new Protection(
                        Set.of(new UserId("admin"), new UserId("7")),
                        Map.of(UserField.attribute("department"), "Board", UserField.ACTIVE, "false")));
        assertThat(ReconcileForms.protection().read("")).isEqualTo(Protection.NOBODY);
        assertThatThrownBy(() -> ReconcileForms.protection().read("Department=Board"))
                .hasMessageContaining("fields with a value such as department=Board");
    }

    @Test
    void a_timetable_is_a_time_or_the_fields_of_a_crontab() {
        Form<Optional<Timetable>> timetable = ReconcileForms.timetable();
        assertThat(timetable.read("1d")).contains(Timetable.every(Duration.ofDays(1)));
        assertThat(timetable.read("PT15M")).contains(Timetable.every(Duration.ofMinutes(15)));
        assertThat(timetable.read("0 2 * * 1-5")).contains(Timetable.at("0 2 * * 1-5", ZoneId.systemDefault()));
        assertThat(timetable.read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"59s", "3651d", "daily", "0 2 * *", "0 25 * * *", "0 0 30 2 *", "0 0 2 * * *"})
    void other_timetables_are_refused(String text) {
        assertThatThrownBy(() -> ReconcileForms.timetable().read(text))
                .hasMessageContaining("the five fields of a crontab such as 0 2 * * *");
    }
}
