package dev.rollcall.http.server.reconciliation.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.Run;
import dev.rollcall.http.format.runs.RunJson;
import dev.rollcall.http.server.connection.Peer;
import dev.rollcall.http.server.web.Heartbeat;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** Streams a run as server-sent events while it is being worked on: {@code run} whenever it has changed, and {@code done} at the end. */
final class RunEvents {
    /** How often the run is looked at. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Reconciler reconciler;
    private final RunJson json;
    private final Peer client;
    private final OutputStream out;

    RunEvents(Reconciler reconciler, RunJson json, Peer client, OutputStream out) {
        this.reconciler = reconciler;
        this.json = json;
        this.client = client;
        this.out = out;
    }

    /** Writes all events; returns when the run is worked on no more, or is gone. */
    void write(Run first) throws IOException, InterruptedException {
        var heartbeat = new Heartbeat(out);
        Run told = first;
        send("run", told);
        while (told.state().isWorking()) {
            client.pause(INTERVAL);
            Optional<Run> now = reconciler.find(first.id());
            if (now.isEmpty()) {
                return;
            }
            if (!now.get().equals(told)) {
                told = now.get();
                send("run", told);
            }
            heartbeat.beat();
        }
        send("done", told);
    }

    private void send(String event, Run run) throws IOException {
        out.write(("event: " + event + "\ndata: ").getBytes(UTF_8));
        out.write(json.write(run));
        out.write("\n\n".getBytes(UTF_8));
        out.flush();
    }
}
