package dev.rollcall.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.http.client.Explanation.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** The results of many roll calls. Safe for use by many threads. */
final class RandomResults {
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> overshoots = new ConcurrentLinkedQueue<>();

    private record Finding(String outcome, boolean isProven, Verdict verdict, boolean isAlone) {}

    /** Takes the answer of a script to itself. */
    void add(Answer answer, Explanation why, int script) {
        Verdict verdict = why.verdict(answer);
        findings.add(new Finding(
                answer.outcome(), answer.isProven(), verdict, why.called().isAlone()));
        if (verdict == Verdict.WRONG) {
            FinishedCall called = why.called();
            wrong.add("script %s: %s after %s, in a roll call by %s of %s"
                    .formatted(script, answer, why.served(), called.policy(), called.elapsed()));
        }
    }

    /** Records by how much a roll call overshot its deadline. */
    void overshot(Duration by) {
        overshoots.add(by);
    }

    /** None is wrong, and they are of all kinds; for most of those that nobody else asked for, it is known what was heard. */
    void check() {
        assertThat(wrong).isEmpty();
        assertThat(findings).extracting(Finding::outcome).contains("present", "absent", "late", "failed");
        assertThat(count(Finding::isProven)).isGreaterThan(findings.size() / 5);
        assertThat(count(finding -> finding.isAlone() && finding.verdict() == Verdict.POSSIBLE))
                .isLessThan(count(Finding::isAlone) / 10);
        assertThat(overshot(90)).isLessThan(Duration.ofSeconds(1));
    }

    private long count(Predicate<Finding> which) {
        return findings.stream().filter(which).count();
    }

    /** Returns by how much that percentage of those that came to their deadlines overshot them at most. */
    private Duration overshot(int percent) {
        List<Duration> all = new ArrayList<>(overshoots);
        all.sort(Comparator.naturalOrder());
        return all.isEmpty() ? Duration.ZERO : all.get((all.size() - 1) * percent / 100);
    }

    @Override
    public String toString() {
        return "%s answers, %s wrong; of those to one caller, %s not certain among %s; %s roll calls at their deadline, overshoot p90 %s ms, p99 %s ms, most %s ms"
                .formatted(
                        findings.size(),
                        wrong.size(),
                        count(finding -> finding.isAlone() && finding.verdict() == Verdict.POSSIBLE),
                        count(Finding::isAlone),
                        overshoots.size(),
                        overshot(90).toMillis(),
                        overshot(99).toMillis(),
                        overshot(100).toMillis());
    }
}
