package dev.rollcall.http.server;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A roll call on a page that somebody is looking at: as server-sent events (WHATWG HTML, section 9.2), each with parts of the page that
 * come in place of those with the same {@code id}. They are of the same templates as the whole page. For one thread.
 */
final class LiveCall implements CallListener {
    /** How often a screen reader is told: as often as one can listen. */
    private static final Duration HEARD = Duration.ofSeconds(3);

    private static final byte[] BEGIN = "event: part\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT_LINE = "\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final Heartbeat heartbeat;
    private final Map<UserId, Integer> rows = new HashMap<>();
    private RollCall.Counts counts = RollCall.Counts.NONE;
    private long heard = System.nanoTime();

    private LiveCall(Roster roster, OutputStream out) {
        this.out = out;
        this.heartbeat = new Heartbeat(out);
        roster.ids().forEach(id -> rows.put(id, rows.size()));
    }

    /**
     * Shows the page that nobody has answered yet.
     *
     * @throws IOException if the client went away
     */
    static LiveCall begin(Roster roster, OutputStream out) throws IOException {
        var live = new LiveCall(roster, out);
        live.send(Templates.waiting(roster));
        live.send(Templates.status("Calling the roll of %d".formatted(roster.size())));
        out.flush();
        return live;
    }

    /**
     * Shows an answer.
     *
     * @throws UncheckedIOException if the client went away
     */
    @Override
    public void answered(Answer answer) {
        counts = counts.plus(answer);
        try {
            send(Templates.row(rows.getOrDefault(answer.id(), 0), answer));
            send(Templates.progress(counts, rows.size()));
            long now = System.nanoTime();
            if (now - heard >= HEARD.toNanos()) {
                heard = now;
                send(Templates.status("%d of %d answered".formatted(counts.asked(), rows.size())));
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void waiting() {
        try {
            heartbeat.beat();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows what the roll call came to. */
    void finish(Called called) throws IOException {
        send(Templates.summary(called));
        String done = "Done: %d present, %d absent, %d late, %d failed"
                .formatted(counts.present(), counts.absent(), counts.late(), counts.failed());
        String warning =
                called.call().summary().warning().map(". Warning: "::concat).orElse("");
        send(Templates.status(done + warning));
        out.flush();
    }

    private void send(byte[] html) throws IOException {
        out.write(BEGIN);
        int start = 0;
        for (int i = 0; i < html.length; i++) {
            if (html[i] == '\n') {
                out.write(html, start, i - start);
                out.write(NEXT_LINE);
                start = i + 1;
            }
        }
        out.write(html, start, html.length - start);
        out.write(END);
    }
}
