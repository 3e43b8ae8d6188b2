package dev.rollcall.app.wiring;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Explanation;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** A remote of which is measured how long roll calls take: {@code rollcall_call_duration_seconds}. Safe for use by many threads. */
final class MeasuredRemote implements RemoteUsers {
    private final RemoteUsers remote;
    private final Timer complete = timer(true);
    private final Timer partial = timer(false);

    MeasuredRemote(RemoteUsers remote) {
        this.remote = remote;
    }

    private static Timer timer(boolean isComplete) {
        return Metrics.timer(
                "rollcall.call.duration",
                "How long roll calls took, by whether they were complete: without late and failed answers",
                List.of(Tag.create("complete", Boolean.toString(isComplete))));
    }

    @Override
    public RollCall call(Roster roster, CallPolicy policy, CallListener listener) throws InterruptedException {
        RollCall call = remote.call(roster, policy, listener);
        record(call.counts(), call.elapsed());
        return call;
    }

    @Override
    public RollCall.Summary call(Iterator<UserId> ids, CallPolicy policy, CallListener listener)
            throws InterruptedException {
        RollCall.Summary summary = remote.call(ids, policy, listener);
        record(summary.counts(), summary.elapsed());
        return summary;
    }

    private void record(RollCall.Counts counts, Duration elapsed) {
        (counts.late() + counts.failed() == 0 ? complete : partial).record(elapsed);
    }

    @Override
    public Explanation explain(UserId id, CallPolicy policy) throws InterruptedException {
        return remote.explain(id, policy);
    }
}
