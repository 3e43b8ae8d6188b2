package dev.rollcall.domain.rollcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String TEXT = "00-" + ID + "-b7ad6b7169203331-01";

    @Test
    void it_has_the_id_of_its_trace() {
        assertThat(new TraceParent(TEXT).traceId()).isEqualTo(ID);
        assertThat(TraceParent.of(TEXT)).contains(new TraceParent(TEXT));
        assertThat(new TraceParent("01" + TEXT.substring(2) + "-more").traceId())
                .isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nX: y",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
            })
    void what_is_malformed_begins_anew(String text) {
        assertThat(TraceParent.of(text)).isEmpty();
        assertThatThrownBy(() -> new TraceParent(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_policy_keeps_it() {
        Optional<TraceParent> trace = TraceParent.of(TEXT);
        CallPolicy policy = CallPolicy.DEFAULT.within(trace);
        assertThat(policy.onlyFresh()
                        .withConcurrency(2)
                        .withDeadline(policy.deadline())
                        .trace())
                .isEqualTo(trace);
        assertThat(CallPolicy.DEFAULT.trace()).isEmpty();
    }
}
