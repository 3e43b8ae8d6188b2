package dev.rollcall.http.server.rollcall;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.CallListener;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import dev.rollcall.http.server.web.Heartbeat;
import dev.rollcall.http.server.web.Html;
import dev.rollcall.http.server.web.JtestatusGenerated;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a running roll call on an open page by server-sent events (WHATWG HTML, section 9.2). Each event has parts of the page, which
 * replace those with the same {@code id}; they are rendered by the page's own templates. For one thread.
 */
final class LiveCall implements CallListener {
    /** The minimum time between announcements by a screen reader. */
    private static final Duration ANNOUNCEMENT_INTERVAL = Duration.ofSeconds(3);

    private static final byte[] BEGIN = "event: part\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT_LINE = "\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final Heartbeat heartbeat;
    private final Map<UserId, Integer> rows = new HashMap<>();
    private RollCall.Counts counts = RollCall.Counts.NONE;
    private long announced = System.nanoTime();

    private LiveCall(Roster roster, OutputStream out) {
        this.out = out;
        this.heartbeat = new Heartbeat(out);
        roster.ids().forEach(id -> rows.put(id, rows.size()));
    }

    /**
     * Shows the page without answers.
     *
     * @throws IOException if the client disconnects
     */
    static LiveCall begin(Roster roster, OutputStream out) throws IOException {
        var live = new LiveCall(roster, out);
        live.send((html, none) -> JtewaitingGenerated.render(html, none, roster));
        live.announce("Calling the roll of %s".formatted(roster.size()));
        out.flush();
        return live;
    }

    /**
     * Shows an answer.
     *
     * @throws UncheckedIOException if the client disconnects
     */
    @Override
    public void answered(Answer answer) {
        counts = counts.plus(answer);
        try {
            Optional<String> row = Optional.of("row" + rows.getOrDefault(answer.id(), 0));
            send((html, none) -> JterowGenerated.render(html, none, answer, row));
            send((html, none) -> JteprogressGenerated.render(html, none, counts, rows.size()));
            long now = System.nanoTime();
            if (now - announced >= ANNOUNCEMENT_INTERVAL.toNanos()) {
                announced = now;
                announce("%s of %s answered".formatted(counts.asked(), rows.size()));
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

    /** Shows the result of the roll call. */
    void finish(CallResult result) throws IOException {
        send((html, none) -> JtesummaryGenerated.render(html, none, result));
        String done = "Done: %s present, %s absent, %s late, %s failed"
                .formatted(counts.present(), counts.absent(), counts.late(), counts.failed());
        String warning =
                result.call().summary().warning().map(". Warning: "::concat).orElse("");
        announce(done + warning);
        out.flush();
    }

    /** Sets the text that a screen reader announces. */
    private void announce(String text) throws IOException {
        send((html, none) -> JtestatusGenerated.render(html, none, text));
    }

    private void send(Html.Template part) throws IOException {
        byte[] html = Html.render(part);
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
