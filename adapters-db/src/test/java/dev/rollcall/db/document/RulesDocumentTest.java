package dev.rollcall.db.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Line;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Precedence;
import dev.rollcall.domain.reconciliation.Protection;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RulesDocumentTest {
    private static final Protection SOME = new Protection(
            Set.of(new UserId("1"), new UserId("ä \"😀\"")),
            Map.of(UserField.attribute("role"), "root\\", UserField.EMAIL, "boss@example.org"));

    @Test
    void every_rule_is_read_as_it_was_written() {
        assertThat(rules())
                .hasSizeGreaterThan(50)
                .allSatisfy(rules ->
                        assertThat(RulesDocument.read(RulesDocument.of(rules))).isEqualTo(rules));
    }

    private static List<Reconciliation> rules() {
        List<Reconciliation> all = new ArrayList<>(List.of(Reconciliation.DEFAULT));
        for (Policy.Creation create : Policy.Creation.values()) {
            for (Policy.Removals removals : Policy.Removals.values()) {
                for (Precedence precedence : Precedence.values()) {
                    for (Protection protection : List.of(Protection.NOBODY, SOME)) {
                        all.add(new Reconciliation(
                                policy(create, removals, precedence).withProtection(protection),
                                new Soundness(all.size()),
                                limits()));
                    }
                }
            }
        }
        return all;
    }

    private static Policy policy(Policy.Creation create, Policy.Removals removals, Precedence precedence) {
        return new Policy(
                create,
                Map.of(UserField.attribute("team"), precedence, UserField.ACTIVE, Precedence.REMOTE_WINS),
                removals,
                Duration.ofNanos(1),
                new AbsenceRule(7, Duration.ofDays(400).plusNanos(5)),
                Protection.NOBODY);
    }

    private static Limits limits() {
        return new Limits(Map.of(
                Line.Kind.CREATE,
                Limits.Limit.count(Long.MAX_VALUE),
                Line.Kind.DELETE,
                Limits.Limit.percent(0),
                Line.Kind.UPDATE,
                new Limits.Limit(OptionalLong.of(0), OptionalInt.of(100)),
                Line.Kind.REACTIVATE,
                new Limits.Limit(OptionalLong.empty(), OptionalInt.empty())));
    }

    @Test
    void people_can_read_it() {
        assertThat(RulesDocument.of(Reconciliation.DEFAULT)).isEqualTo("""
                {"create":"create","fields":{"name":"remote-wins","email":"remote-wins"},"removals":"deactivate",\
                "grace":"PT720H","absence":{"runs":2,"over":"PT24H"},"protected":{"ids":[],"values":{}},\
                "completeness":95,"limits":{"update":{"percent":50},"deactivate":{"percent":5},"delete":{"percent":5}}}""");
    }
}
